// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/hash.h"

// The header alone is the library: nothing to link with.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace dn {

std::uint64_t hash64(std::span<const std::byte> bytes) noexcept {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint64_t hash64(std::string_view text) noexcept {
  return hash64(std::as_bytes(std::span(text)));
}

}  // namespace dn
