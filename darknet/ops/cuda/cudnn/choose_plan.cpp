// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/choose_plan.h"

#include <fmt/format.h>

#include <future>
#include <memory>
#include <utility>

#include "darknet/device/cuda/check.h"
#include "darknet/ops/cuda/cudnn/trial.h"
#include "darknet/ops/cuda/tensor_convolution.h"

namespace dn::cuda {
namespace {

struct Candidate {
  Fusion fusion;
  Suggestion suggestion;
  std::future<Plan> plan;

  std::string name() const {
    return fmt::format("{} by engine {}{}", fusion_name(fusion), suggestion.engine.index,
                       suggestion.is_compiled_late ? " (compiled)" : "");
  }
};

class Contest {
 public:
  Contest(const ConvolutionProblem& problem, Precision precision, const Target& target)
      : problem_(problem), precision_(precision), target_(target) {
    DN_CUDA_CHECK(cudaGetDevice(&device_));
  }

  Chosen run() {
    auto candidates = find_candidates();
    // Nothing is measured while processors are busy compiling.
    for (const Candidate& each : candidates) each.plan.wait();
    Trial trial(problem_, precision_);
    chosen_.choice = {std::string(kPlainKind), {}, trial.measure_plain()};
    note("the plain kernel", fmt::format("{:.1f} us", chosen_.choice.microseconds));
    for (const TensorVariant& each : tensor_variants(problem_, precision_)) measure(each, trial);
    for (Candidate& each : candidates) measure(each, trial);
    return std::move(chosen_);
  }

 private:
  std::vector<Candidate> find_candidates() {
    std::vector<Candidate> candidates;
    for (const Fusion fusion : kFusions) {
      if (!is_possible(problem_, fusion)) continue;
      try {
        for (const Suggestion& each : suggestions_for(fusion)) {
          candidates.push_back({fusion, each, start_compiling(fusion, each)});
        }
      } catch (const Refusal& refusal) {
        note(fusion_name(fusion), refusal.what());
      }
    }
    return candidates;
  }

  // There is always an engine for bare sums; one that nobody suggests as fast is not worth the
  // seconds of compiling a fusion.
  std::vector<Suggestion> suggestions_for(Fusion fusion) {
    const Graph graph(problem_, precision_, fusion, target_);
    auto found = worth_trying(suggest_engines(graph, precision_, target_, Heuristics::kBest));
    if (found.empty() && fusion == Fusion::kSums) {
      found = worth_trying(suggest_engines(graph, precision_, target_, Heuristics::kFallback));
    }
    if (found.empty()) note(fusion_name(fusion), "no engine is suggested");
    return found;
  }

  // What takes seconds is compiled on a thread of its own, with a handle of its own, as cuDNN wants
  // it; the rest, when it is asked for.
  std::future<Plan> start_compiling(Fusion fusion, const Suggestion& suggestion) {
    const EngineChoice engine = suggestion.engine;
    if (!suggestion.is_compiled_late) {
      return std::async(std::launch::deferred, [this, fusion, engine] {
        return Plan::compile(problem_, precision_, fusion, engine, target_);
      });
    }
    return std::async(std::launch::async, [this, fusion, engine] {
      DN_CUDA_CHECK(cudaSetDevice(device_));
      const Target own(std::make_shared<Handle>(nullptr));
      return Plan::compile(problem_, precision_, fusion, engine, own);
    });
  }

  void measure(const TensorVariant& variant, Trial& trial) {
    const std::string name = variant_name(variant);
    try {
      const auto convolver = make_tensor_convolver(problem_, precision_, variant);
      const double microseconds = trial.measure(*convolver, chosen_.choice.microseconds);
      note(name, fmt::format("{:.1f} us", microseconds));
      if (microseconds < chosen_.choice.microseconds) chosen_.choice = {name, {}, microseconds};
    } catch (const Refusal& refusal) {
      note(name, refusal.what());
    }
  }

  void measure(Candidate& candidate, Trial& trial) {
    try {
      CudnnConvolver convolver(problem_, precision_, candidate.fusion, candidate.plan.get());
      const double microseconds = trial.measure_cudnn(convolver, chosen_.choice.microseconds);
      note(candidate.name(), fmt::format("{:.1f} us", microseconds));
      chosen_.cudnn_worked = true;
      if (microseconds >= chosen_.choice.microseconds) return;
      chosen_.choice = {std::string(fusion_name(candidate.fusion)), candidate.suggestion.engine,
                        microseconds};
      chosen_.compiled = candidate.suggestion.is_compiled_late ? convolver.plan().text() : "";
    } catch (const Refusal& refusal) {
      note(candidate.name(), refusal.what());
    }
  }

  void note(std::string_view who, std::string_view what) {
    chosen_.attempts.push_back(fmt::format("{}: {}", who, what));
  }

  const ConvolutionProblem& problem_;
  const Precision precision_;
  const Target& target_;
  int device_ = 0;
  Chosen chosen_;
};

}  // namespace

Chosen choose_plan(const ConvolutionProblem& problem, Precision precision, const Target& target) {
  return Contest(problem, precision, target).run();
}

}  // namespace dn::cuda
