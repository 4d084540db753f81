// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/device/cuda/launch.cuh"
#include "darknet/ops/cuda/number.cuh"
#include "darknet/tensor/shape.h"

// What [yolo], [Gaussian_yolo] and [region] have in common: channels last, their tensor is one
// array of entries (one box each), and what becomes of a number depends on its place in the entry.
namespace dn::cuda {

// `function` is an object whose __device__ operator()(unsigned place, float value) gives the
// result. In place where `to` is `from`.
template <typename In, typename Out, typename Function>
__global__ void map_each(const In* from, Out* to, unsigned count, unsigned entry_size,
                         Function function) {
  const auto i = static_cast<unsigned>(thread_index());
  if (i < count) to[i] = from_float<Out>(function(i % entry_size, to_float(from[i])));
}

// Run phase: one thread per number, so that a warp reads and writes whole lines.
template <typename In, typename Out, typename Function>
void map_entries(const In* from, Out* to, const Shape& shape, int entry_size, Function function,
                 Stream& stream) noexcept {
  launch(map_each<In, Out, Function>, one_thread_each(shape.count()), stream, from, to,
         shape.count(), entry_size, function);
}

}  // namespace dn::cuda
