// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>

#include "darknet/ops/cuda/number.cuh"

// Several neighbouring numbers moved in one access, as memory-bound kernels want: 16 bytes per
// thread. Kernels are templates over the count; 1 is for channels and addresses that do not fit.
namespace dn {

template <typename T, int N>
struct alignas(sizeof(T) * N) Vector {
  T values[N];
};

// How many numbers make 16 bytes.
template <typename T>
inline constexpr int kVectorLength = static_cast<int>(16 / sizeof(T));

// Whether N numbers at a time can be moved at each pixel of all these tensors of `channels`
// channels; null pointers do not count.
template <int N, typename... Tensors>
bool fits_vectors(std::size_t channels, const Tensors*... tensors) {
  const auto fits = [](const auto* tensor) {
    return reinterpret_cast<std::uintptr_t>(tensor) % (sizeof(*tensor) * N) == 0;
  };
  return channels % N == 0 && (fits(tensors) && ...);
}

// As they are, without a way through floats.
template <int N, typename T>
__device__ inline void copy_vector(const T* from, T* to) {
  *reinterpret_cast<Vector<T, N>*>(to) = *reinterpret_cast<const Vector<T, N>*>(from);
}

template <typename T, int N>
__device__ inline void load(const T* from, float (&to)[N]) {
  const Vector<T, N> vector = *reinterpret_cast<const Vector<T, N>*>(from);
#pragma unroll
  for (int i = 0; i < N; ++i) to[i] = to_float(vector.values[i]);
}

template <typename T, int N>
__device__ inline void store(const float (&from)[N], T* to) {
  Vector<T, N> vector;
#pragma unroll
  for (int i = 0; i < N; ++i) vector.values[i] = from_float<T>(from[i]);
  *reinterpret_cast<Vector<T, N>*>(to) = vector;
}

}  // namespace dn
