// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/host_link.h"

#include <cstring>

#if defined(__AVX__)
#include <immintrin.h>
#endif

namespace rtswap {

#if defined(__AVX__)

// Stores past the caches: weights are read once per job, and the caches belong to the kernels that
// compute meanwhile (docs/measurements.md). Groups lie on 64-byte boundaries on both sides; pieces
// are cut at multiples of 64 bytes.
void HostLink::copy(std::byte* dst, const std::byte* src, dn::Bytes size) noexcept {
  constexpr std::size_t kBlock = 128;
  const bool aligned = reinterpret_cast<std::uintptr_t>(dst) % 32 == 0;
  const std::size_t streamed = aligned ? size.value / kBlock * kBlock : 0;
  for (std::size_t i = 0; i < streamed; i += kBlock) {
    const auto load = [&](std::size_t at) {
      return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(src + i + at));
    };
    const __m256i a = load(0), b = load(32), c = load(64), d = load(96);
    auto* to = reinterpret_cast<__m256i*>(dst + i);
    _mm256_stream_si256(to, a);
    _mm256_stream_si256(to + 1, b);
    _mm256_stream_si256(to + 2, c);
    _mm256_stream_si256(to + 3, d);
  }
  _mm_sfence();
  std::memcpy(dst + streamed, src + streamed, size.value - streamed);
}

#else

void HostLink::copy(std::byte* dst, const std::byte* src, dn::Bytes size) noexcept {
  std::memcpy(dst, src, size.value);
}

#endif

}  // namespace rtswap
