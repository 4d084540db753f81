// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>

#include "darknet/device/cuda/check.h"
#include "darknet/device/cuda/cuda_stream.h"

namespace dn {

struct LaunchShape {
  dim3 grid, block;
};

inline constexpr unsigned kThreadsPerBlock = 256;

// One thread per item; a kernel finds its item with thread_index().
inline LaunchShape one_thread_each(std::size_t items) {
  const std::size_t blocks = (items + kThreadsPerBlock - 1) / kThreadsPerBlock;
  return {dim3(static_cast<unsigned>(blocks)), dim3(kThreadsPerBlock)};
}

__device__ inline std::size_t thread_index() {
  return static_cast<std::size_t>(blockIdx.x) * blockDim.x + threadIdx.x;
}

// Puts a kernel on a stream. The arguments are converted to the kernel's parameters here, so that a
// wrong one is a compiler's error. An empty grid is nothing to do.
template <typename... Parameters, typename... Arguments>
void launch(void (*kernel)(Parameters...), LaunchShape shape, Stream& stream,
            Arguments&&... arguments) noexcept {
  if (shape.grid.x == 0 || shape.grid.y == 0 || shape.grid.z == 0) return;
  std::tuple<Parameters...> values(std::forward<Arguments>(arguments)...);
  std::apply(
      [&](auto&... each) {
        void* pointers[] = {static_cast<void*>(&each)..., nullptr};
        DN_CUDA_CHECK_NOEXCEPT(
            cudaLaunchKernel(kernel, shape.grid, shape.block, pointers, 0, cuda_stream(stream)));
      },
      values);
}

}  // namespace dn
