// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string_view>

namespace rtswap {

// One line of a table that gives a value its name in tasks files and in what is printed.
template <typename T>
struct Named {
  std::string_view name;
  T value;
};

// The name of a value; every value of such an enum has a line in its table.
template <typename Table, typename T>
constexpr std::string_view name_of(const Table& table, T value) {
  for (const auto& entry : table) {
    if (entry.value == value) return entry.name;
  }
  return "?";
}

}  // namespace rtswap
