// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "darknet/ops/cuda/cudnn/descriptor.h"
#include "darknet/ops/cuda/cudnn/fusion.h"
#include "darknet/ops/cuda/cudnn/target.h"
#include "darknet/tensor/precision.h"

namespace dn::cuda {

// What a graph promises of its tensors' addresses, in bytes.
inline constexpr std::int64_t kTensorAlignment = 16;

// A convolution and what is fused behind it, in cuDNN's terms. Tensors are channels-last, weights
// [filter][row][column][channel]; sums and everything behind them are floats whatever the
// precision.
class Graph {
 public:
  // The fusion is possible for the problem, and its trailing padding is. Throws Refusal.
  Graph(const ConvolutionProblem& problem, Precision precision, Fusion fusion,
        const Target& target);

  const Descriptor& descriptor() const { return graph_; }

 private:
  const Descriptor& keep(Descriptor&& finalized);
  const Descriptor& add_tensor(std::int64_t id, const Extents& extents, cudnnDataType_t type,
                               std::int64_t pixel_stride);
  // One value behind the other.
  const Descriptor& add_tensor(std::int64_t id, const Extents& extents, cudnnDataType_t type) {
    return add_tensor(id, extents, type, extents[1]);
  }
  const Descriptor& add_value(bool last);
  void add_convolution(const ConvolutionProblem& problem, const Descriptor& to);
  void add_step(const EpilogueStep& step, const Descriptor& from, const Descriptor* second,
                const Descriptor& to);
  const Descriptor* second_operand(const EpilogueStep& step);

  Extents out_extents_;
  std::int64_t out_stride_, residual_stride_;  // values from pixel to pixel
  cudnnDataType_t number_type_;                // of activations and weights
  std::deque<Descriptor> kept_;                // everything but the graph itself; addresses stay
  std::vector<const Descriptor*> values_;      // as EpilogueStep counts them
  std::vector<Descriptor> operations_;
  Descriptor graph_;
};

}  // namespace dn::cuda
