// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <vector>

#include "darknet/ops/cuda/cudnn/graph.h"
#include "darknet/ops/plan_cache.h"

// Engines are cuDNN's implementations; which one suits a graph is what its heuristics suggest and a
// trial decides.
namespace dn::cuda {

enum class Heuristics { kBest, kFallback };  // what is fastest; what is always there

// An engine and its setting, and what decides whether trying it is worth the time.
struct Suggestion {
  EngineChoice engine;
  bool is_exact_enough = false;   // keeps the precision's promise, and gives the same every time
  bool is_compiled_late = false;  // making the plan compiles a kernel: seconds
};

// Best first; those that cuDNN does not take back are left out. Throws Refusal.
std::vector<Suggestion> suggest_engines(const Graph& graph, Precision precision,
                                        const Target& target, Heuristics heuristics);

// Those to try, in their order: heuristics name one engine in many settings, and what is compiled
// late costs too much to try it often. Pure.
std::vector<Suggestion> worth_trying(const std::vector<Suggestion>& suggestions);

// An engine set up as asked, owning what it refers to. The graph must outlive it.
class ChosenEngine {
 public:
  // Throws Refusal.
  ChosenEngine(const Graph& graph, const Target& target, const EngineChoice& choice);
  bool is_exact_enough(Precision precision) const;
  bool is_compiled_late() const;
  const Descriptor& configuration() const { return configuration_; }

 private:
  Descriptor engine_;
  std::vector<Descriptor> knobs_;
  Descriptor configuration_;
};

}  // namespace dn::cuda
