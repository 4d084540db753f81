// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "darknet/base/error.h"
#include "darknet/base/text.h"

namespace dn {
namespace {

// "-thresh" does, "-1", "-.5" and "-" do not.
bool looks_like_flag(const std::string& argument) {
  return argument.size() > 1 && argument[0] == '-' &&
         (std::isalpha(static_cast<unsigned char>(argument[1])) != 0 || argument[1] == '-');
}

template <typename Number>
Number to_number(std::string_view flag, const std::string& value, Number smallest, Number largest) {
  const auto number = parse_number<Number>(value);
  if (!number || !(*number >= smallest && *number <= largest)) {
    throw bad_input(
        fmt::format("{} {}: a number from {} to {} is needed", flag, value, smallest, largest));
  }
  return *number;
}

}  // namespace

void answer_help(std::span<const std::string> arguments, std::string_view usage) {
  const bool asked = std::ranges::any_of(
      arguments, [](const std::string& a) { return a == "--help" || a == "-h"; });
  if (asked) throw HelpRequest(fmt::format("usage: {}", usage));
}

Flags::Flags(std::span<const std::string> arguments)
    : arguments_(arguments.begin(), arguments.end()) {
  for (std::string& argument : arguments_) {
    argument.erase(argument.find_last_not_of(" \t\r\n") + 1);
  }
}

bool Flags::is_set(std::string_view flag) { return std::erase(arguments_, flag) > 0; }

bool Flags::take_value(std::string_view flag, std::string& value) {
  bool found = false;
  while (true) {
    const auto at = std::ranges::find(arguments_, flag);
    if (at == arguments_.end()) return found;
    const auto next = at + 1;
    if (next == arguments_.end() || looks_like_flag(*next)) {
      throw bad_input(fmt::format("{} needs a value behind it", flag));
    }
    value = *next;
    arguments_.erase(at, next + 1);
    found = true;
  }
}

std::string Flags::text(std::string_view flag, std::string_view fallback) {
  std::string value(fallback);
  take_value(flag, value);
  return value;
}

float Flags::real(std::string_view flag, float fallback, float smallest, float largest) {
  std::string value;
  return take_value(flag, value) ? to_number(flag, value, smallest, largest) : fallback;
}

int Flags::integer(std::string_view flag, int fallback, int smallest) {
  constexpr int kLargest = 1'000'000'000;
  std::string value;
  return take_value(flag, value) ? to_number(flag, value, smallest, kLargest) : fallback;
}

std::vector<std::string> Flags::positional(std::size_t fewest, std::size_t most,
                                           std::string_view usage) {
  answer_help(arguments_, usage);
  const auto unknown = std::ranges::find_if(arguments_, looks_like_flag);
  if (unknown != arguments_.end()) {
    throw bad_input(fmt::format("unknown flag '{}'; usage: {}", *unknown, usage));
  }
  if (arguments_.size() < fewest || arguments_.size() > most) {
    throw bad_input(fmt::format("too {} arguments; usage: {}",
                                arguments_.size() < fewest ? "few" : "many", usage));
  }
  return arguments_;
}

}  // namespace dn
