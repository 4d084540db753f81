// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/choose_plan.h"

#include <fmt/format.h>

#include "darknet/ops/cuda/cudnn/trial.h"

namespace dn::cuda {
namespace {

class Contest {
 public:
  Contest(const ConvolutionProblem& problem, Precision precision, const Target& target)
      : problem_(problem), precision_(precision), target_(target), trial_(problem, precision) {}

  void enter_plain() {
    chosen_.choice = {std::string(kPlainKind), {}, trial_.measure_plain()};
    note("our own kernel", fmt::format("{:.1f} us", chosen_.choice.microseconds));
  }

  void enter(Fusion fusion) {
    try {
      for (const Suggestion& each : suggestions_for(fusion)) enter(fusion, each);
    } catch (const Refusal& refusal) {
      note(fusion_name(fusion), refusal.what());
    }
  }

  Chosen finish() { return std::move(chosen_); }

 private:
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

  void enter(Fusion fusion, const Suggestion& suggestion) {
    const std::string name =
        fmt::format("{} by engine {}{}", fusion_name(fusion), suggestion.engine.index,
                    suggestion.is_compiled_late ? " (compiled)" : "");
    try {
      CudnnConvolver convolver(
          problem_, precision_, fusion,
          Plan::compile(problem_, precision_, fusion, suggestion.engine, target_));
      const double microseconds = trial_.measure(convolver, chosen_.choice.microseconds);
      note(name, fmt::format("{:.1f} us", microseconds));
      chosen_.cudnn_worked = true;
      if (microseconds >= chosen_.choice.microseconds) return;
      chosen_.choice = {std::string(fusion_name(fusion)), suggestion.engine, microseconds};
      chosen_.compiled = suggestion.is_compiled_late ? convolver.plan().text() : "";
    } catch (const Refusal& refusal) {
      note(name, refusal.what());
    }
  }

  void note(std::string_view who, std::string_view what) {
    chosen_.attempts.push_back(fmt::format("{}: {}", who, what));
  }

  const ConvolutionProblem& problem_;
  Precision precision_;
  const Target& target_;
  Trial trial_;
  Chosen chosen_;
};

}  // namespace

Chosen choose_plan(const ConvolutionProblem& problem, Precision precision, const Target& target) {
  Contest contest(problem, precision, target);
  contest.enter_plain();
  for (const Fusion fusion : kFusions) {
    if (trailing_padding(problem) && is_possible(problem, fusion)) contest.enter(fusion);
  }
  return contest.finish();
}

}  // namespace dn::cuda
