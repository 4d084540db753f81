// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <math.h>

#include <bit>
#include <cstdint>

#include "emulated_cuda/vector_types.h"

// Half precision with CUDA's names: IEEE binary16, computed in wider types and rounded to nearest
// even. Its own arithmetic, because not every compiler of the project has _Float16.
namespace emulated_cuda {

// Rounds once, also to subnormals. A double holds a*b+c of halves nearly always exactly.
inline std::uint16_t half_bits(double value) {
  const auto sign = static_cast<std::uint16_t>(signbit(value) ? 0x8000 : 0);
  const double size = fabs(value);
  if (isnan(value)) return 0x7fff;
  if (size >= 65520.0) return sign | 0x7c00;  // half a step beyond the largest, and infinity
  if (size == 0) return sign;
  int exponent = ilogb(size);
  exponent = exponent < -14 ? -14 : exponent;
  // In units of the last place; a carry runs into the exponent, where it belongs.
  const auto units = static_cast<int>(nearbyint(scalbn(size, 10 - exponent)));
  return static_cast<std::uint16_t>(sign | (((exponent + 14) << 10) + units));
}

// The same for a float, by its bits: most conversions are from float, and this is fast.
inline std::uint16_t half_bits(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000);
  const std::uint32_t size = bits & 0x7fffffff;
  if (size < 0x38800000 || size >= 0x477ff000) return half_bits(static_cast<double>(value));
  const std::uint32_t rounded = size - 0x38000000 + 0xfff + ((size >> 13) & 1);
  return static_cast<std::uint16_t>(sign | (rounded >> 13));
}

inline float half_value(std::uint16_t bits) {
  const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000) << 16;
  const std::uint32_t size = bits & 0x7fff;
  if (size >= 0x7c00) return std::bit_cast<float>(sign | 0x7f800000 | (size & 0x3ff) << 13);
  if (size < 0x400) {
    const float subnormal = static_cast<float>(size) * 0x1p-24F;
    return sign != 0 ? -subnormal : subnormal;
  }
  return std::bit_cast<float>(sign | ((size << 13) + 0x38000000));
}

}  // namespace emulated_cuda

// Converts without being asked, as CUDA's does.
struct __half {
  std::uint16_t bits;

  __half() = default;
  __half(float value) : bits(emulated_cuda::half_bits(value)) {}
  __half(double value) : bits(emulated_cuda::half_bits(value)) {}
  __half(int value) : bits(emulated_cuda::half_bits(static_cast<double>(value))) {}
  __half(unsigned value) : bits(emulated_cuda::half_bits(static_cast<double>(value))) {}
  operator float() const { return emulated_cuda::half_value(bits); }
};
struct alignas(4) __half2 {
  __half x, y;

  __half2() = default;
  __half2(__half x, __half y) : x(x), y(y) {}
};
using half = __half;
using half2 = __half2;

inline __half __float2half(float a) { return __half(a); }
inline __half __float2half_rn(float a) { return __half(a); }
inline float __half2float(__half a) { return emulated_cuda::half_value(a.bits); }
inline __half2 __floats2half2_rn(float x, float y) { return {__half(x), __half(y)}; }
inline __half2 __float2half2_rn(float a) { return __floats2half2_rn(a, a); }
inline __half2 __halves2half2(__half x, __half y) { return {x, y}; }
inline float2 __half22float2(__half2 a) { return {__half2float(a.x), __half2float(a.y)}; }
inline float __low2float(__half2 a) { return __half2float(a.x); }
inline float __high2float(__half2 a) { return __half2float(a.y); }
inline __half __low2half(__half2 a) { return a.x; }
inline __half __high2half(__half2 a) { return a.y; }

// Sum, product and quotient of halves in float round to half as if they were exact.
inline __half __hadd(__half a, __half b) { return __half(__half2float(a) + __half2float(b)); }
inline __half __hsub(__half a, __half b) { return __half(__half2float(a) - __half2float(b)); }
inline __half __hmul(__half a, __half b) { return __half(__half2float(a) * __half2float(b)); }
inline __half __hdiv(__half a, __half b) { return __half(__half2float(a) / __half2float(b)); }
inline __half __hfma(__half a, __half b, __half c) {
  return __half(static_cast<double>(__half2float(a)) * __half2float(b) + __half2float(c));
}
inline __half __hmax(__half a, __half b) { return __half(fmaxf(__half2float(a), __half2float(b))); }
inline __half __hmin(__half a, __half b) { return __half(fminf(__half2float(a), __half2float(b))); }
inline __half2 __hadd2(__half2 a, __half2 b) { return {__hadd(a.x, b.x), __hadd(a.y, b.y)}; }
inline __half2 __hmul2(__half2 a, __half2 b) { return {__hmul(a.x, b.x), __hmul(a.y, b.y)}; }
inline __half2 __hmax2(__half2 a, __half2 b) { return {__hmax(a.x, b.x), __hmax(a.y, b.y)}; }
inline __half2 __hfma2(__half2 a, __half2 b, __half2 c) {
  return {__hfma(a.x, b.x, c.x), __hfma(a.y, b.y, c.y)};
}

inline __half operator+(__half a, __half b) { return __hadd(a, b); }
inline __half operator-(__half a, __half b) { return __hsub(a, b); }
inline __half operator*(__half a, __half b) { return __hmul(a, b); }
inline __half operator/(__half a, __half b) { return __hdiv(a, b); }
inline __half operator-(__half a) { return __half(-__half2float(a)); }
inline __half& operator+=(__half& a, __half b) { return a = a + b; }
inline __half& operator-=(__half& a, __half b) { return a = a - b; }
inline __half& operator*=(__half& a, __half b) { return a = a * b; }
inline __half& operator/=(__half& a, __half b) { return a = a / b; }
inline bool operator==(__half a, __half b) { return __half2float(a) == __half2float(b); }
inline bool operator!=(__half a, __half b) { return __half2float(a) != __half2float(b); }
inline bool operator<(__half a, __half b) { return __half2float(a) < __half2float(b); }
inline bool operator>(__half a, __half b) { return __half2float(a) > __half2float(b); }
inline bool operator<=(__half a, __half b) { return __half2float(a) <= __half2float(b); }
inline bool operator>=(__half a, __half b) { return __half2float(a) >= __half2float(b); }
inline __half2 operator+(__half2 a, __half2 b) { return __hadd2(a, b); }
inline __half2 operator*(__half2 a, __half2 b) { return __hmul2(a, b); }
