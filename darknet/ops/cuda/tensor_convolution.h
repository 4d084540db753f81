// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "darknet/ops/cuda/convolution.h"

// Our own convolution on tensor cores: tensor_core/, or no_tensor_core/ on the emulated device.
// cuDNN's engines are made for many pixels; with the few of one small image they leave most of the
// processor idle, and this one does not.
namespace dn::cuda {

// How the work is cut: the tile of a block, and how many blocks share the products of each sum in
// it (1, 2, 4 or 8).
struct TensorVariant {
  int pixels = 0, filters = 0, splits = 1;
  bool operator==(const TensorVariant&) const = default;
};

// A word, "tensor-128x64x4": pixels, filters, splits.
inline std::string variant_name(const TensorVariant& variant) {
  std::string name = "tensor-";
  name += std::to_string(variant.pixels) + "x" + std::to_string(variant.filters);
  return name + "x" + std::to_string(variant.splits);
}

// Those worth trying for this problem on the current device; none for what this kernel does not
// compute (groups, channels that do not fill 16 bytes, strict floats), and where the device lacks
// the instructions. Throws Error.
std::vector<TensorVariant> tensor_variants(const ConvolutionProblem& problem, Precision precision);

// One of tensor_variants(). Throws Error.
std::unique_ptr<Convolver> make_tensor_convolver(const ConvolutionProblem& problem,
                                                 Precision precision, const TensorVariant& variant);

}  // namespace dn::cuda
