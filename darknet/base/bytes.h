// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>

namespace dn {

// A size in bytes: a type of its own, so that it is never mixed up with a count of floats.
struct Bytes {
  std::uint64_t value = 0;

  constexpr Bytes() = default;
  constexpr explicit Bytes(std::uint64_t v) : value(v) {}
  constexpr auto operator<=>(const Bytes&) const = default;
  constexpr Bytes& operator+=(Bytes b) { return value += b.value, *this; }
  constexpr Bytes& operator-=(Bytes b) { return value -= b.value, *this; }
  friend constexpr Bytes operator+(Bytes a, Bytes b) { return Bytes(a.value + b.value); }
  friend constexpr Bytes operator-(Bytes a, Bytes b) { return Bytes(a.value - b.value); }
  friend constexpr Bytes operator*(Bytes a, std::uint64_t n) { return Bytes(a.value * n); }
};

constexpr Bytes kKiB{1024};
constexpr Bytes kMiB{1024 * 1024};
constexpr Bytes kGiB{1024ull * 1024 * 1024};

constexpr Bytes floats_to_bytes(std::uint64_t n) { return Bytes(n * sizeof(float)); }
constexpr Bytes align_up(Bytes b, Bytes to) {
  return Bytes((b.value + to.value - 1) / to.value * to.value);
}
constexpr std::uint64_t chunks_for(Bytes b, Bytes chunk) {
  return (b.value + chunk.value - 1) / chunk.value;
}

// "1.50 MiB", for people.
std::string human(Bytes b);

}  // namespace dn
