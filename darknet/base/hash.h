// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace dn {

// XXH3, 64 bits: finds damage and tells contents apart, about as fast as memory is read. The same
// on every machine and with every build option, so it may be kept in files. No protection against
// somebody who makes two contents with the same hash on purpose.
std::uint64_t hash64(std::span<const std::byte> bytes) noexcept;
std::uint64_t hash64(std::string_view text) noexcept;

}  // namespace dn
