// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/dot.h"

#include <cstring>

// One build serves every x86-64: the loader picks the version the processor has. 256-bit vectors
// already outrun the memory, so wider ones are not worth a version of their own. The resolvers run
// before the sanitizers' set-up, which these do not survive.
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define DN_FOR_EACH_CPU __attribute__((target_clones("fma", "default")))
#else
#define DN_FOR_EACH_CPU
#endif

namespace dn {
namespace {

constexpr std::size_t kLanes = 8;
using Lanes = float __attribute__((vector_size(kLanes * sizeof(float))));

}  // namespace

DN_FOR_EACH_CPU float dot(const float* a, const float* b, std::size_t count) noexcept {
  const auto multiply_add = [ a, b ](Lanes & sum, std::size_t at) __attribute__((always_inline)) {
    Lanes x, y;
    std::memcpy(&x, a + at, sizeof x);
    std::memcpy(&y, b + at, sizeof y);
    sum += x * y;
  };
  // Independent sums hide the latency of an addition.
  constexpr std::size_t kStep = 4 * kLanes;
  Lanes sum0{}, sum1{}, sum2{}, sum3{};
  std::size_t i = 0;
  for (; i + kStep <= count; i += kStep) {
    multiply_add(sum0, i);
    multiply_add(sum1, i + kLanes);
    multiply_add(sum2, i + 2 * kLanes);
    multiply_add(sum3, i + 3 * kLanes);
  }
  const Lanes lanes = (sum0 + sum1) + (sum2 + sum3);
  float total = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) +
                ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
  for (; i < count; ++i) total += a[i] * b[i];
  return total;
}

}  // namespace dn
