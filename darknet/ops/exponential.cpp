// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/exponential.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace dn {
namespace {

constexpr std::size_t kLanes = 8;
using Floats [[gnu::vector_size(kLanes * sizeof(float))]] = float;
using Ints [[gnu::vector_size(kLanes * sizeof(float))]] = std::int32_t;

// e^x = 2^n * e^r with n = round(x / ln 2), |r| <= ln 2 / 2, and e^r by a polynomial whose
// coefficients are those of the Cephes library's expf (S. Moshier). ln 2 is split in two so that r
// keeps its low bits. By reference: vectors wider than the build's registers have no stable calling
// convention.
void exp_lanes(Floats& x) noexcept {
  constexpr float kLowest = -87.f, kHighest = 88.f;
  constexpr float kLog2E = 1.44269504f, kLn2High = .693359375f, kLn2Low = -2.12194440e-4f;
  constexpr float kRound = 12582912.f;  // 1.5 * 2^23: adding it leaves no place for a fraction
  x = x < kLowest ? kLowest + Floats{} : x;
  x = x > kHighest ? kHighest + Floats{} : x;
  const Floats shifted = x * kLog2E + kRound;
  const Floats n = shifted - kRound;
  const Floats r = x - n * kLn2High - n * kLn2Low;
  Floats p = 1.9875691500e-4f * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.f;
  // The low bits of `shifted` are n; moved into the exponent field they add n to the exponent of p.
  Ints bits;
  std::memcpy(&bits, &shifted, sizeof bits);
  const Ints exponent = (bits << 23) + (127 << 23);
  Floats power;
  std::memcpy(&power, &exponent, sizeof power);
  x = p * power;
}

void logistic_lanes(Floats& x) noexcept {
  x = -x;
  exp_lanes(x);
  x = 1.f / (1.f + x);
}

template <typename Function>
void map(const float* in, float* out, std::size_t count, Function function) noexcept {
  Floats lanes{};
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    std::memcpy(&lanes, in + i, sizeof lanes);
    function(lanes);
    std::memcpy(out + i, &lanes, sizeof lanes);
  }
  if (i == count) return;
  const std::size_t rest = (count - i) * sizeof(float);
  lanes = Floats{};
  std::memcpy(&lanes, in + i, rest);
  function(lanes);
  std::memcpy(out + i, &lanes, rest);
}

}  // namespace

void exponential(const float* in, float* out, std::size_t count) noexcept {
  map(in, out, count, exp_lanes);
}

void logistic(const float* in, float* out, std::size_t count) noexcept {
  map(in, out, count, logistic_lanes);
}

void softmax(const float* in, float* out, std::size_t count) noexcept {
  const float largest = *std::max_element(in, in + count);
  for (std::size_t i = 0; i < count; ++i) out[i] = in[i] - largest;
  exponential(out, out, count);
  float sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += out[i];
  for (std::size_t i = 0; i < count; ++i) out[i] /= sum;
}

}  // namespace dn
