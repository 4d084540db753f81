// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/tensor_convolution.h"

#include <cuda_runtime.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "darknet/base/error.h"
#include "darknet/device/cuda/check.h"
#include "darknet/ops/cuda/tensor_core/tile.h"

namespace dn::cuda {
namespace tensor_core {

Processor current_processor() {
  int device = 0, major = 0, minor = 0;
  Processor found{};
  DN_CUDA_CHECK(cudaGetDevice(&device));
  const auto ask = [&](cudaDeviceAttr what, int& answer) {
    DN_CUDA_CHECK(cudaDeviceGetAttribute(&answer, what, device));
  };
  ask(cudaDevAttrComputeCapabilityMajor, major);
  ask(cudaDevAttrComputeCapabilityMinor, minor);
  ask(cudaDevAttrMultiProcessorCount, found.multiprocessors);
  ask(cudaDevAttrMaxSharedMemoryPerBlockOptin, found.shared_bytes);
  found.capability = std::min(major * 10 + minor, compiled_capability());
  return found;
}

int tile_of(const TensorVariant& variant) {
  const auto is_it = [&](const TileShape& tile) {
    return tile.pixels == variant.pixels && tile.filters == variant.filters;
  };
  const auto it = std::ranges::find_if(kTiles, is_it);
  if (it == std::end(kTiles)) throw bad_input(variant_name(variant) + ": there is no such tile");
  return static_cast<int>(it - std::begin(kTiles));
}

int steps_of(const ConvolutionProblem& problem, Precision precision) {
  const int size = precision == Precision::kFloat16 ? 2 : 4;
  return blocks_for(static_cast<int>(problem.filter_floats()), kStepBytes / size);
}

}  // namespace tensor_core

namespace {

using tensor_core::blocks_for;
using tensor_core::kTiles;
using tensor_core::TileShape;

bool computes(const ConvolutionProblem& problem, Precision precision) {
  if (precision == Precision::kFloat32 || problem.geometry.groups != 1) return false;
  const int size = precision == Precision::kFloat16 ? 2 : 4;
  const auto fills_words = [&](int count) { return count * size % tensor_core::kWordBytes == 0; };
  return fills_words(problem.in.c) && fills_words(problem.in_stride());
}

// So that 32 bits are enough to count pixels, with those of a tile that is not full.
bool is_countable(const ConvolutionProblem& problem) {
  return problem.out.pixels() < std::size_t{1} << 30;
}

int blocks_of(const ConvolutionProblem& problem, const TileShape& tile) {
  return blocks_for(static_cast<int>(problem.out.pixels()), tile.pixels) *
         blocks_for(problem.out.c, tile.filters);
}

}  // namespace

std::vector<TensorVariant> tensor_variants(const ConvolutionProblem& problem, Precision precision) {
  std::vector<TensorVariant> variants;
  if (!computes(problem, precision) || !is_countable(problem)) return variants;
  constexpr int kMostTilesOfPixels = 65535;  // the grid's second axis
  const tensor_core::Processor processor = tensor_core::current_processor();
  if (processor.capability < tensor_core::kFirstCapability) return variants;
  const int most_splits =
      processor.capability < tensor_core::kClusterCapability ? 1 : tensor_core::kMostSplits;
  const int steps = tensor_core::steps_of(problem, precision);
  for (const TileShape& shape : kTiles) {
    if (shape.shared_bytes() > processor.shared_bytes) continue;
    if (blocks_for(static_cast<int>(problem.out.pixels()), shape.pixels) > kMostTilesOfPixels)
      continue;
    const int blocks = blocks_of(problem, shape);
    // Another split helps as long as there are processors without a block, and steps to share.
    for (int splits = 1; splits <= most_splits && splits <= steps; splits *= 2) {
      variants.push_back({shape.pixels, shape.filters, splits});
      if (blocks * splits > processor.multiprocessors) break;
    }
  }
  return variants;
}

}  // namespace dn::cuda
