// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

// What a kernel can call. Threads of a block are fibers of one thread of the system
// (../../block.h): they change only where they wait for each other.

#include <math.h>

#include <bit>
#include <cstdint>
#include <type_traits>

#include "vector_types.h"

inline constinit thread_local uint3 threadIdx{};
inline constinit thread_local uint3 blockIdx{};
inline constinit thread_local dim3 blockDim{};
inline constinit thread_local dim3 gridDim{};
constexpr int warpSize = 32;

namespace emulated_cuda {

// Where in the source a kernel waits.
struct Place {
  const char* file;
  unsigned line;
};

// Waits for all threads of the block that have not returned; all must wait at the same place.
void block_barrier(Place place);
// Waits for the lanes in mask; returns the value that lane source gave.
std::uint64_t warp_exchange(unsigned mask, std::uint64_t value, int source, Place place);
int lane();
unsigned live_lanes();

template <class T>
T shuffle(unsigned mask, T value, int source, Place place) {
  static_assert(sizeof(T) == 4 && std::is_arithmetic_v<T>);
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return std::bit_cast<T>(static_cast<std::uint32_t>(warp_exchange(mask, bits, source, place)));
}

// The lane source, or the own one where source lies outside the own group of width lanes.
inline int within(int source, int width) {
  return source >= 0 && source / width == lane() / width ? source : lane();
}

template <class T, class Step>
T update(T* address, Step step) {
  T old = __atomic_load_n(address, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(address, &old, step(old), false, __ATOMIC_RELAXED,
                                      __ATOMIC_RELAXED)) {
  }
  return old;
}

}  // namespace emulated_cuda

// ---- waiting for each other
inline void __syncthreads(const char* file = __builtin_FILE(), unsigned line = __builtin_LINE()) {
  emulated_cuda::block_barrier({file, line});
}
inline void __syncwarp(unsigned mask = ~0U, const char* file = __builtin_FILE(),
                       unsigned line = __builtin_LINE()) {
  emulated_cuda::warp_exchange(mask, 0, emulated_cuda::lane(), {file, line});
}
inline unsigned __activemask() { return emulated_cuda::live_lanes(); }

template <class T>
T __shfl_sync(unsigned mask, T value, int source, int width = warpSize,
              const char* file = __builtin_FILE(), unsigned line = __builtin_LINE()) {
  const int first = emulated_cuda::lane() / width * width;
  return emulated_cuda::shuffle(mask, value, first + (source & (width - 1)), {file, line});
}
template <class T>
T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = warpSize,
                   const char* file = __builtin_FILE(), unsigned line = __builtin_LINE()) {
  const int source = emulated_cuda::lane() + static_cast<int>(delta);
  return emulated_cuda::shuffle(mask, value, emulated_cuda::within(source, width), {file, line});
}
template <class T>
T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = warpSize,
                 const char* file = __builtin_FILE(), unsigned line = __builtin_LINE()) {
  const int source = emulated_cuda::lane() - static_cast<int>(delta);
  return emulated_cuda::shuffle(mask, value, emulated_cuda::within(source, width), {file, line});
}
template <class T>
T __shfl_xor_sync(unsigned mask, T value, int bits, int width = warpSize,
                  const char* file = __builtin_FILE(), unsigned line = __builtin_LINE()) {
  const int source = emulated_cuda::lane() ^ bits;
  return emulated_cuda::shuffle(mask, value, emulated_cuda::within(source, width), {file, line});
}

// ---- atomics: streams run at the same time, so these are the processor's
#define EMULATED_CUDA_ATOMICS(T)                                                             \
  inline T atomicAdd(T* p, T v) { return __atomic_fetch_add(p, v, __ATOMIC_RELAXED); }       \
  inline T atomicMax(T* p, T v) {                                                            \
    return emulated_cuda::update(p, [v](T old) { return old > v ? old : v; });               \
  }                                                                                          \
  inline T atomicMin(T* p, T v) {                                                            \
    return emulated_cuda::update(p, [v](T old) { return old < v ? old : v; });               \
  }                                                                                          \
  inline T atomicCAS(T* p, T expected, T v) {                                                \
    __atomic_compare_exchange_n(p, &expected, v, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED); \
    return expected;                                                                         \
  }
EMULATED_CUDA_ATOMICS(int)
EMULATED_CUDA_ATOMICS(unsigned)
#undef EMULATED_CUDA_ATOMICS
inline float atomicAdd(float* address, float value) {
  auto* const bits = reinterpret_cast<std::uint32_t __attribute__((may_alias))*>(address);
  std::uint32_t old = __atomic_load_n(bits, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(
      bits, &old, std::bit_cast<std::uint32_t>(std::bit_cast<float>(old) + value), false,
      __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
  }
  return std::bit_cast<float>(old);
}

// ---- numbers. The C library declares the first two names for itself, hence macros.
#define __expf expf
#define __logf logf
inline float __fdividef(float a, float b) { return a / b; }
inline float __fmul_rn(float a, float b) { return a * b; }
inline float __fmaf_rn(float a, float b, float c) { return fmaf(a, b, c); }
inline float __saturatef(float a) { return a > 0 ? (a < 1 ? a : 1) : 0; }  // a NaN becomes 0
inline float rsqrtf(float a) { return 1.0F / sqrtf(a); }
inline int __float_as_int(float a) { return std::bit_cast<int>(a); }
inline float __int_as_float(int a) { return std::bit_cast<float>(a); }
template <class T>
T __ldg(const T* address) {
  return *address;
}

#define EMULATED_CUDA_MIN_MAX(T)                      \
  constexpr T min(T a, T b) { return b < a ? b : a; } \
  constexpr T max(T a, T b) { return a < b ? b : a; }
EMULATED_CUDA_MIN_MAX(int)
EMULATED_CUDA_MIN_MAX(unsigned)
EMULATED_CUDA_MIN_MAX(long)
EMULATED_CUDA_MIN_MAX(unsigned long)
EMULATED_CUDA_MIN_MAX(long long)
EMULATED_CUDA_MIN_MAX(unsigned long long)
#undef EMULATED_CUDA_MIN_MAX
// As fminf: the number, where one of the two is a NaN.
inline float min(float a, float b) { return fminf(a, b); }
inline float max(float a, float b) { return fmaxf(a, b); }
inline double min(double a, double b) { return fmin(a, b); }
inline double max(double a, double b) { return fmax(a, b); }
