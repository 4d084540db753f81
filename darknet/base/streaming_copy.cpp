// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/streaming_copy.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace dn {

#if defined(__SSE__)
void streaming_copy(std::span<const float> from, std::span<float> to) noexcept {
  constexpr std::size_t kFloats = 4;  // of a register, which is stored where its size divides
  std::size_t at = 0;
  while (at < to.size() && reinterpret_cast<std::uintptr_t>(&to[at]) % sizeof(__m128) != 0) {
    to[at] = from[at];
    ++at;
  }
  for (; at + kFloats <= to.size(); at += kFloats) _mm_stream_ps(&to[at], _mm_loadu_ps(&from[at]));
  std::copy(from.begin() + static_cast<std::ptrdiff_t>(at), from.end(),
            to.begin() + static_cast<std::ptrdiff_t>(at));
  _mm_sfence();  // such stores are in no order with others
}
#else
void streaming_copy(std::span<const float> from, std::span<float> to) noexcept {
  std::ranges::copy(from, to.begin());
}
#endif

}  // namespace dn
