// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/ops/cuda/convolution.h"
#include "darknet/ops/cuda/cudnn/engine.h"

namespace dn::cuda {

// A graph with the engine that computes it, ready to run. Used by one thread at a time: cuDNN does
// not promise that an engine keeps no state in its plan.
class Plan {
 public:
  // Each throws Refusal. compile() may take seconds, restore() of what text() gave does not.
  static Plan compile(const ConvolutionProblem& problem, Precision precision, Fusion fusion,
                      const EngineChoice& engine, const Target& target);
  static Plan restore(const ConvolutionProblem& problem, Fusion fusion, std::string_view text,
                      const Target& target);

  // Everything of it, with its compiled kernels, as one line of JSON; empty where cuDNN has no such
  // text of this engine.
  std::string text() const;
  Bytes workspace() const;
  // Whether making it compiled a kernel; not so of a restored one.
  bool is_compiled_late() const { return origin_ && origin_->engine.is_compiled_late(); }
  // The addresses in the form that cuDNN wants; the tensors must be aligned to kTensorAlignment,
  // else this throws Error.
  Descriptor bind(const ConvolutionTensors& tensors) const;
  // Puts it on the handle's stream. Run phase.
  cudnnStatus_t run(cudnnHandle_t handle, const Descriptor& bound) const noexcept {
    return cudnnBackendExecute(handle, plan_.handle(), bound.handle());
  }

 private:
  struct Origin {
    Graph graph;
    ChosenEngine engine;
  };
  Plan(const Target& target, std::vector<std::int64_t> ids);

  Target target_;
  std::vector<std::int64_t> ids_;
  std::shared_ptr<const Origin> origin_;  // null for a restored one
  Descriptor plan_;
};

}  // namespace dn::cuda
