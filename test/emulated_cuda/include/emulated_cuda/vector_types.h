// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

// CUDA's small vector types, with their alignments.

#define EMULATED_CUDA_VECTOR(T, NAME, N2, N4)                           \
  struct alignas(N2) NAME##2 {                                          \
    T x, y;                                                             \
  };                                                                    \
  struct NAME##3 {                                                      \
    T x, y, z;                                                          \
  };                                                                    \
  struct alignas(N4) NAME##4 {                                          \
    T x, y, z, w;                                                       \
  };                                                                    \
  constexpr NAME##2 make_##NAME##2(T x, T y) { return {x, y}; }         \
  constexpr NAME##3 make_##NAME##3(T x, T y, T z) { return {x, y, z}; } \
  constexpr NAME##4 make_##NAME##4(T x, T y, T z, T w) { return {x, y, z, w}; }

EMULATED_CUDA_VECTOR(int, int, 8, 16)
EMULATED_CUDA_VECTOR(unsigned, uint, 8, 16)
EMULATED_CUDA_VECTOR(float, float, 8, 16)
#undef EMULATED_CUDA_VECTOR

// A size; what is left out is 1.
struct dim3 {
  unsigned x = 1, y = 1, z = 1;
  constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
  constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
  constexpr operator uint3() const { return {x, y, z}; }
};
