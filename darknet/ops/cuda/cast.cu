// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// Between floats, which the host gives and reads, and halves, which networks of precision fp16
// compute with. One thread per number.
#include "darknet/ops/cuda/cast.h"

#include "darknet/device/cuda/launch.cuh"
#include "darknet/device/fatal.h"
#include "darknet/ops/cuda/number.cuh"

namespace dn::cuda {
namespace {

// ---- kernels

template <typename From, typename To>
__global__ void cast_each(const From* from, To* to, std::size_t count) {
  const std::size_t i = thread_index();
  if (i < count) to[i] = from_float<To>(to_float(from[i]));
}

}  // namespace

// ---- launchers

void cast(const void* from, ElementType from_type, void* to, ElementType to_type, std::size_t count,
          Stream& stream) noexcept {
  if (from_type == ElementType::kFloat && to_type == ElementType::kHalf) {
    launch(cast_each<float, __half>, one_thread_each(count), stream,
           static_cast<const float*>(from), static_cast<__half*>(to), count);
  } else if (from_type == ElementType::kHalf && to_type == ElementType::kFloat) {
    launch(cast_each<__half, float>, one_thread_each(count), stream,
           static_cast<const __half*>(from), static_cast<float*>(to), count);
  } else {
    fatal("a cast between equal types");
  }
}

}  // namespace dn::cuda
