// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "darknet/base/error.h"

// Values of options as users write them. What is wrong throws dn::bad_input that names the option.
namespace rtswap {

[[noreturn]] inline void fail_option(std::string_view option, std::string_view why) {
  throw dn::bad_input(fmt::format("-{}: {}", option, why));
}

// A quantity above zero; `parse` (config/units.h) throws for what is none.
template <typename Parse>
auto quantity_option(std::string_view option, const std::string& text, const Parse& parse) {
  try {
    const auto value = parse(text);
    if (value > decltype(value){}) return value;
  } catch (const dn::Error& e) {
    fail_option(option, e.what());
  }
  fail_option(option, fmt::format("{} is not above zero", text));
}

// One of a table of Named values.
template <typename Table>
auto choice_option(std::string_view option, std::string_view name, const Table& table) {
  std::string allowed;
  for (const auto& entry : table) {
    if (entry.name == name) return entry.value;
    allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", entry.name);
  }
  fail_option(option, fmt::format("'{}' is none of {}", name, allowed));
}

}  // namespace rtswap
