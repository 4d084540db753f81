// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/convolution.h"

#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "darknet/ops/cuda/cudnn/choose_plan.h"
#include "darknet/ops/cuda/cudnn/cudnn_convolver.h"
#include "darknet/ops/cuda/cudnn/planner.h"
#include "darknet/ops/cuda/tensor_convolution.h"

// The fastest convolution of a build with cuDNN, be it cuDNN's or our own: what was chosen before
// on this machine, else what a trial chooses now. DARKNET_PLAN_LOG=1 prints every attempt of every
// trial, with cuDNN's reasons.
namespace dn::cuda {
namespace {

// Said at most once per process.
template <typename... Arguments>
void say_once(std::atomic_flag& said, fmt::format_string<Arguments...> text,
              Arguments&&... arguments) {
  if (said.test_and_set()) return;
  fmt::print(stderr, text, std::forward<Arguments>(arguments)...);
}

void announce_trials(Planner& planner) {
  static std::atomic_flag said;
  const std::string& path = planner.cache().path();
  say_once(said, "choosing convolutions for {}: seconds per new shape, {}\n", planner.device_name(),
           path.empty() ? "each time (no plan cache)" : "once; kept in " + path);
}

void warn_of_no_cudnn(const Refusal& refusal) {
  static std::atomic_flag said;
  say_once(said, "warning: {}: convolutions are computed by the plain kernel\n", refusal.what());
}

bool logs_attempts() {
  const char* asked = std::getenv("DARKNET_PLAN_LOG");
  return asked != nullptr && std::string_view(asked) == "1";
}

// Where nothing of cuDNN's worked, a user should know why he waits.
void report(const std::string& key, const Chosen& chosen) {
  if (chosen.cudnn_worked && !logs_attempts()) return;
  fmt::print(stderr, "{}: {} is the fastest, {:.1f} us, of these:\n", key, chosen.choice.kind,
             chosen.choice.microseconds);
  for (const std::string& attempt : chosen.attempts) fmt::print(stderr, "  {}\n", attempt);
}

Plan make_plan(Planner& planner, const std::string& key, const ConvolutionProblem& problem,
               Precision precision, Fusion fusion, const PlanChoice& choice) {
  if (const auto text = planner.cache().find_compiled(key, choice)) {
    try {
      return Plan::restore(problem, fusion, *text, planner.target());
    } catch (const Refusal&) {  // of another driver, say: it is compiled anew
    }
  }
  Plan plan = Plan::compile(problem, precision, fusion, choice.engine, planner.target());
  if (plan.is_compiled_late()) planner.cache().store_compiled(key, choice, plan.text());
  return plan;
}

// What was chosen before; null where that means nothing here, or cuDNN refuses it now.
std::unique_ptr<Convolver> make_chosen(Planner& planner, const std::string& key,
                                       const ConvolutionProblem& problem, Precision precision) {
  const auto choice = planner.cache().find(key);
  if (!choice) return nullptr;
  if (choice->kind == kPlainKind) return make_plain_convolver(problem, precision);
  for (const TensorVariant& each : tensor_variants(problem, precision)) {
    if (variant_name(each) == choice->kind) return make_tensor_convolver(problem, precision, each);
  }
  const auto fusion = parse_fusion(choice->kind);
  if (!fusion || !is_possible(problem, *fusion)) return nullptr;
  try {
    return std::make_unique<CudnnConvolver>(
        problem, precision, *fusion, make_plan(planner, key, problem, precision, *fusion, *choice));
  } catch (const Refusal&) {
    return nullptr;
  }
}

void choose(Planner& planner, const std::string& key, const ConvolutionProblem& problem,
            Precision precision) {
  announce_trials(planner);
  const Chosen chosen = choose_plan(problem, precision, planner.target());
  report(key, chosen);
  planner.cache().store(key, chosen.choice);
  planner.cache().store_compiled(key, chosen.choice, chosen.compiled);
}

}  // namespace

std::unique_ptr<Convolver> make_convolver(const ConvolutionProblem& problem, Precision precision) {
  try {
    const auto planner = current_planner();
    const MutexLock lock(planner->mutex());
    const std::string key = planner->key_of(problem, precision);
    auto convolver = make_chosen(*planner, key, problem, precision);
    if (convolver) return convolver;
    choose(*planner, key, problem, precision);
    convolver = make_chosen(*planner, key, problem, precision);
    if (convolver) return convolver;
    fmt::print(stderr,
               "warning: {}: cuDNN refuses what it had just run; the plain kernel computes it\n",
               key);
  } catch (const Refusal& refusal) {
    warn_of_no_cudnn(refusal);
  }
  return make_plain_convolver(problem, precision);
}

}  // namespace dn::cuda
