// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "darknet/base/bytes.h"
#include "darknet/ops/activation.h"
#include "darknet/tensor/shape.h"

namespace dn {

// Where the taps of a convolution fall. Padding is what is added at the top and left; taps use
// padding * dilation. The output size is (in + 2*padding - size)/stride + 1 whatever the dilation,
// so what is missing at the bottom and right is padded as well.
struct ConvolutionGeometry {
  int size = 1, stride_x = 1, stride_y = 1, padding = 0, dilation = 1, groups = 1;

  // 0 where the kernel does not fit into the input.
  int out_side(int in, int stride) const {
    return in + 2 * padding < size ? 0 : (in + 2 * padding - size) / stride + 1;
  }
  int origin() const { return padding * dilation; }  // how far the first tap lies outside
  // What must be padded behind the last row or column so that there are `out` positions; below 0
  // where some of the input's end is not read.
  int missing_behind(int in, int out, int stride) const {
    const int reach = (size - 1) * dilation + 1;
    return (out - 1) * stride + reach - in - origin();
  }
};

// A convolution with bias and what may follow it: activation, then adding a tensor of the output's
// shape, then a second activation.
struct ConvolutionProblem {
  Shape in, out;
  ConvolutionGeometry geometry;
  Activation activation = Activation::kLinear;
  bool residual = false;
  Activation residual_activation = Activation::kLinear;
  // Values from pixel to pixel where a tensor is a slice of a wider one; 0: its channels. Only
  // CUDA's convolvers take others, and those of the output only without activations over whole
  // pixels.
  struct Strides {
    int in = 0, residual = 0, out = 0;
    bool operator==(const Strides&) const = default;
  };
  Strides strides{};

  int in_stride() const { return strides.in != 0 ? strides.in : in.c; }
  int residual_stride() const { return strides.residual != 0 ? strides.residual : out.c; }
  int out_stride() const { return strides.out != 0 ? strides.out : out.c; }
  std::size_t filter_floats() const {
    return static_cast<std::size_t>(in.c / geometry.groups) * geometry.size * geometry.size;
  }
};

struct ConvolutionTensors {
  const float* in = nullptr;
  const std::byte* weights = nullptr;  // as pack() made them, 64-byte aligned
  const float* bias = nullptr;         // out.c values
  const float* residual = nullptr;     // only with problem.residual
  float* out = nullptr;
  std::byte* workspace = nullptr;  // 64-byte aligned
};

// A convolution prepared for one problem. It does what the problem says in full; a user need not
// know what was fused.
class Convolver {
 public:
  virtual ~Convolver() = default;
  virtual Bytes weight_bytes() const = 0;
  virtual Bytes workspace() const = 0;
  // Names the order in which pack() lays weights out: for the same problem, equal names mean equal
  // bytes, whatever the machine and the library that chose it.
  virtual std::string layout() const = 0;
  // From Darknet's order [filter][channel][row][column].
  virtual void pack(std::span<const float> weights, std::byte* packed) const = 0;
  virtual void bind(const ConvolutionTensors& tensors) = 0;
  virtual void run() noexcept = 0;
};

// The plain loop everything else is checked against.
std::unique_ptr<Convolver> make_reference_convolver(const ConvolutionProblem& problem);
// The fastest one of this build.
std::unique_ptr<Convolver> make_convolver(const ConvolutionProblem& problem);

// What is left after a convolution wrote `out`: used by convolvers that do not fuse it.
void finish_convolution(const ConvolutionProblem& problem, const float* residual,
                        float* out) noexcept;

}  // namespace dn
