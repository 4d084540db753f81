// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "darknet/image/byte_to_unit.h"

// Four floats at a time, by the vector types that gcc and clang share: SSE on x86, NEON on Arm,
// without flags for either.
namespace dn {

using Simd4 [[gnu::vector_size(16)]] = float;

inline Simd4 load4(const float* from) noexcept {
  Simd4 value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

inline void store4(float* to, Simd4 value) noexcept { std::memcpy(to, &value, sizeof value); }

// byte_to_unit() of four bytes. They are widened by interleaving with zeros (on a little-endian
// machine), because compilers turn the plain conversion of four bytes into a dozen scalar
// instructions.
inline Simd4 bytes_to_unit4(const std::uint8_t* from) noexcept {
  using Bytes16 [[gnu::vector_size(16)]] = std::uint8_t;
  using Shorts8 [[gnu::vector_size(16)]] = std::uint16_t;
  using Ints4 [[gnu::vector_size(16)]] = std::int32_t;
  std::int32_t packed;
  std::memcpy(&packed, from, sizeof packed);
  const Ints4 low = {packed, 0, 0, 0};
  const auto shorts = std::bit_cast<Shorts8>(
      __builtin_shufflevector(std::bit_cast<Bytes16>(low), Bytes16{}, 0, 16, 1, 17, 2, 18, 3, 19, 4,
                              20, 5, 21, 6, 22, 7, 23));
  const auto ints =
      std::bit_cast<Ints4>(__builtin_shufflevector(shorts, Shorts8{}, 0, 8, 1, 9, 2, 10, 3, 11));
  const Simd4 value = __builtin_convertvector(ints, Simd4);
  return value * kUnitHigh + value * kUnitLow;
}

}  // namespace dn
