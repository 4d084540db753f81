// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/units.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string>

#include "darknet/base/error.h"
#include "darknet/base/quote.h"

namespace rtswap {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr Unit kTimes[] = {
    {"ns", 1}, {"us", 1000}, {"ms", 1000'000}, {"s", 1000'000'000}, {"min", 60'000'000'000}};
constexpr Unit kSizes[] = {
    {"B", 1},      {"KB", 1000},     {"MB", 1000'000},   {"GB", 1000'000'000},
    {"KiB", 1024}, {"MiB", 1 << 20}, {"GiB", 1ull << 30}};
constexpr Unit kRates[] = {{"B/s", 1},           {"KB/s", 1000},         {"MB/s", 1000'000},
                           {"KiB/s", 1024},      {"GB/s", 1000'000'000}, {"MiB/s", 1 << 20},
                           {"GiB/s", 1ull << 30}};

// Of so many per unit: the unit in nanoseconds.
constexpr Unit kFrequencies[] = {{"/ms", 1000'000}, {"/s", 1000'000'000}, {"/min", 60'000'000'000}};

// A kind of quantity, and how to speak of it.
struct Quantity {
  std::string_view what;
  std::string_view example;
  std::span<const Unit> units;
};

__extension__ using Wide = unsigned __int128;

// Digits so far: mantissa / 10^decimals.
struct Number {
  std::uint64_t mantissa = 0;
  int decimals = 0;
  std::size_t length = 0;  // of the text it took; 0 = no number
};

constexpr int kMostDigits = 18;  // so that the mantissa fits 64 bits and every product 128

class Reader {
 public:
  Reader(std::string_view text, const Quantity& quantity) : text_(text), quantity_(quantity) {}

  // In the smallest unit.
  std::int64_t read() const {
    const auto [number, unit] = parse();
    return scale(number, *unit);
  }

  // How much of the unit one of the number takes.
  std::int64_t read_inverse() const {
    const auto [number, unit] = parse();
    if (number.mantissa == 0) fail("is zero");
    Wide value = unit->factor;
    for (int i = 0; i < number.decimals; ++i) value *= 10;
    value /= number.mantissa;
    if (value == 0) fail("is too large");
    if (value > static_cast<Wide>(std::numeric_limits<std::int64_t>::max())) fail("is too small");
    return static_cast<std::int64_t>(value);
  }

 private:
  struct Parts {
    Number number;
    const Unit* unit;
  };

  Parts parse() const {
    if (text_.starts_with('-')) fail("is negative");
    const Number number = read_number();
    if (number.length == 0) fail("does not start with a number");
    std::string_view unit = text_.substr(number.length);
    while (unit.starts_with(' ')) unit.remove_prefix(1);
    if (unit.empty()) fail("has no unit");
    for (const Unit& known : quantity_.units) {
      if (known.name == unit) return {number, &known};
    }
    fail("has the unknown unit " + dn::quote(unit));
  }

  [[noreturn]] void fail(const std::string& problem) const {
    std::string allowed;
    for (const Unit& unit : quantity_.units) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(unit.name);
    }
    throw dn::bad_input(dn::quote(text_) + " " + problem + "; a " + std::string(quantity_.what) +
                        " is a number with one of the units " + allowed + ", such as " +
                        std::string(quantity_.example));
  }

  Number read_number() const {
    Number number;
    int digits = 0;
    std::size_t point = std::string_view::npos;
    std::size_t i = 0;
    for (; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '.' && point == std::string_view::npos && digits > 0) {
        point = i;
      } else if (c >= '0' && c <= '9') {
        if (++digits > kMostDigits) fail("has too many digits");
        number.mantissa = number.mantissa * 10 + static_cast<std::uint64_t>(c - '0');
        if (point != std::string_view::npos) ++number.decimals;
      } else {
        break;
      }
    }
    if (point != std::string_view::npos && number.decimals == 0)
      fail("has no digit after the point");
    number.length = i;
    return number;
  }

  std::int64_t scale(const Number& number, const Unit& unit) const {
    Wide value = static_cast<Wide>(number.mantissa) * unit.factor;
    for (int i = 0; i < number.decimals; ++i) value /= 10;
    if (value > static_cast<Wide>(std::numeric_limits<std::int64_t>::max())) fail("is too large");
    return static_cast<std::int64_t>(value);
  }

  std::string_view text_;
  const Quantity& quantity_;
};

constexpr Quantity kDuration{"duration", "33ms", kTimes};
constexpr Quantity kSize{"size", "2GiB", kSizes};
constexpr Quantity kBandwidth{"bandwidth", "12GB/s", kRates};
constexpr Quantity kFrequency{"rate", "20/s", kFrequencies};

}  // namespace

Nanos parse_duration(std::string_view text) { return Nanos(Reader(text, kDuration).read()); }

dn::Bytes parse_size(std::string_view text) {
  return dn::Bytes(static_cast<std::uint64_t>(Reader(text, kSize).read()));
}

Bandwidth parse_bandwidth(std::string_view text) {
  return Bandwidth{static_cast<std::uint64_t>(Reader(text, kBandwidth).read())};
}

Nanos parse_mean_gap(std::string_view text) {
  return Nanos(Reader(text, kFrequency).read_inverse());
}

}  // namespace rtswap
