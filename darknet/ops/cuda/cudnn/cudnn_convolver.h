// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "darknet/ops/cuda/cudnn/plan.h"
#include "darknet/ops/cuda/filter_packing.h"

namespace dn::cuda {

// A convolution by one plan of cuDNN's, and finish_convolution() for what the plan does not do.
class CudnnConvolver final : public Convolver {
 public:
  CudnnConvolver(const ConvolutionProblem& problem, Precision precision, Fusion fusion, Plan plan);

  Bytes weight_bytes() const override;
  Bytes workspace() const override { return plan_.workspace(); }
  std::string layout() const override { return std::string(kFilterLayout); }
  void pack(std::span<const float> weights, std::byte* packed) const override;
  void bind(const ConvolutionTensors& tensors, Stream& stream) override;
  void run() noexcept override;

  const Plan& plan() const { return plan_; }
  // The part that cuDNN might still refuse: who tries plans does this before the first run().
  cudnnStatus_t run_plan() noexcept { return plan_.run(handle_->get(), *bound_); }

 private:
  ConvolutionProblem problem_;
  Precision precision_;
  Plan plan_;
  Remainder remainder_;
  ConvolutionTensors tensors_;
  Stream* stream_ = nullptr;
  std::shared_ptr<Handle> handle_;   // the stream's
  std::optional<Descriptor> bound_;  // the tensors as cuDNN wants them
};

}  // namespace dn::cuda
