// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

// Reading what people write in files and on command lines.
namespace dn {

// Without the blanks, tabs and carriage returns at both ends.
std::string_view trimmed(std::string_view text);

// The number that is the whole of the text, as std::from_chars reads it (no blanks, no '+');
// nothing for any other text and for numbers that the type does not hold.
template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  // cppcheck 2.10 takes the end of a caller's scope for the end of the text.
  // cppcheck-suppress invalidLifetime
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace dn
