// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/elementwise.h"

// The loader picks the version the processor has. No version fuses multiplication and addition, so
// all of them round alike. The resolvers run before the sanitizers are ready, hence not under
// those.
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define DN_CPU_VERSIONS __attribute__((target_clones("avx2", "default")))
#else
#define DN_CPU_VERSIONS
#endif

// The compiler does not vectorise a loop of unknown length at -O2 unless told to.
#ifdef _OPENMP
#define DN_VECTORISE _Pragma("omp simd")
#else
#define DN_VECTORISE
#endif

namespace dn {
namespace {

inline float larger(float a, float b) { return a > b ? a : b; }

}  // namespace

DN_CPU_VERSIONS void maximum(const float* a, const float* b, float* to,
                             std::size_t count) noexcept {
  DN_VECTORISE
  for (std::size_t i = 0; i < count; ++i) to[i] = larger(a[i], b[i]);
}

DN_CPU_VERSIONS void maximum_of_four(const float* a, const float* b, const float* c, const float* d,
                                     float* to, std::size_t count) noexcept {
  DN_VECTORISE
  for (std::size_t i = 0; i < count; ++i) {
    to[i] = larger(larger(a[i], b[i]), larger(c[i], d[i]));
  }
}

DN_CPU_VERSIONS void add(const float* a, const float* b, float* to, std::size_t count) noexcept {
  DN_VECTORISE
  for (std::size_t i = 0; i < count; ++i) to[i] = a[i] + b[i];
}

DN_CPU_VERSIONS void multiply(const float* a, const float* b, float* to,
                              std::size_t count) noexcept {
  DN_VECTORISE
  for (std::size_t i = 0; i < count; ++i) to[i] = a[i] * b[i];
}

DN_CPU_VERSIONS void scale(const float* a, float factor, float* to, std::size_t count) noexcept {
  DN_VECTORISE
  for (std::size_t i = 0; i < count; ++i) to[i] = a[i] * factor;
}

DN_CPU_VERSIONS void add_weighted(const float* a, const float* weights, const float* b, float* to,
                                  std::size_t count) noexcept {
  DN_VECTORISE
  for (std::size_t i = 0; i < count; ++i) to[i] = a[i] + weights[i] * b[i];
}

}  // namespace dn
