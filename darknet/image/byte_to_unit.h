// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>

namespace dn {

// byte / 255, rounded to the nearest float, without a division: the high part of 1/255 has 16
// significant bits, so that its product with a byte is exact, and the low part mends the rest.
// resizer_test compares all 256 values.
constexpr float kUnitHigh = 0x1.0100p-8f;
constexpr float kUnitLow = static_cast<float>(1.0 / 255.0 - static_cast<double>(kUnitHigh));

constexpr float byte_to_unit(std::uint8_t byte) noexcept {
  const auto value = static_cast<float>(byte);
  return value * kUnitHigh + value * kUnitLow;
}

}  // namespace dn
