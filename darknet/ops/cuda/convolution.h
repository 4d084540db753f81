// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "darknet/base/bytes.h"
#include "darknet/device/stream.h"
#include "darknet/ops/convolution.h"
#include "darknet/tensor/precision.h"

namespace dn::cuda {

// Device memory of one convolution. Activations and the residual are floats, or halves with
// Precision::kFloat16; the bias is always floats.
struct ConvolutionTensors {
  const void* in = nullptr;
  const std::byte* weights = nullptr;  // as pack() made them, 64-byte aligned
  const float* bias = nullptr;         // out.c values
  const void* residual = nullptr;      // only with problem.residual
  void* out = nullptr;
  std::byte* workspace = nullptr;  // 64-byte aligned
};

// A convolution prepared for one problem on the current CUDA device. It does what the problem says
// in full (bias, activation, residual, second activation); a user need not know what was fused.
class Convolver {
 public:
  virtual ~Convolver() = default;
  virtual Bytes weight_bytes() const = 0;
  virtual Bytes workspace() const = 0;
  // Names the order in which pack() lays weights out: for the same problem and precision, equal
  // names mean equal bytes. Packed weights are cached under it.
  virtual std::string layout() const = 0;
  // From Darknet's order [filter][channel][row][column] into host memory.
  virtual void pack(std::span<const float> weights, std::byte* packed) const = 0;
  // The stream must outlive this.
  virtual void bind(const ConvolutionTensors& tensors, Stream& stream) = 0;
  virtual void run() noexcept = 0;
};

// The plain kernel: any geometry, strict sums in fp32. What everything else is checked against.
std::unique_ptr<Convolver> make_plain_convolver(const ConvolutionProblem& problem,
                                                Precision precision);
// The fastest one of this build: cudnn/, or no_cudnn/ without it.
std::unique_ptr<Convolver> make_convolver(const ConvolutionProblem& problem, Precision precision);

// What is left after a convolution wrote its sums to `out`: bias (may be null), activation,
// residual, second activation, in one pass. For convolvers that do not fuse it. Run phase.
void finish_convolution(const ConvolutionProblem& problem, Precision precision, const float* bias,
                        const void* residual, void* out, Stream& stream) noexcept;

}  // namespace dn::cuda
