// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace rtswap {

// A place in a JSON file, read strictly: every reader throws dn::Error (kBadInput), "FILE: PLACE:
// what is wrong", when the value is not of the wanted type. Refers to the parsed document, which
// must outlive it.
class JsonValue {
 public:
  JsonValue(const nlohmann::json& json, std::string file, std::string place = "")
      : json_(&json), file_(std::move(file)), place_(std::move(place)) {}

  // The value is an object with exactly these fields; `optional` ones may be there.
  void require_fields(std::initializer_list<std::string_view> names,
                      std::initializer_list<std::string_view> optional = {}) const;
  bool has(std::string_view name) const;
  JsonValue field(std::string_view name) const;
  // Calls `read` for each element of an array, in order.
  void for_each(const std::function<void(const JsonValue&)>& read) const;

  std::string text() const;
  bool boolean() const;
  std::uint64_t number(std::uint64_t smallest = 0,
                       std::uint64_t largest = std::numeric_limits<std::int64_t>::max()) const;

  [[noreturn]] void fail(const std::string& what) const;

 private:
  const nlohmann::json* json_;
  std::string file_;
  std::string place_;
};

}  // namespace rtswap
