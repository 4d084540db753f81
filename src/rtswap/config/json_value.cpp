// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/json_value.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"
#include "darknet/base/quote.h"

namespace rtswap {

void JsonValue::fail(const std::string& what) const {
  throw dn::bad_input(fmt::format("{}: {}{}{}", file_, place_, place_.empty() ? "" : ": ", what));
}

void JsonValue::require_fields(std::initializer_list<std::string_view> names,
                               std::initializer_list<std::string_view> optional) const {
  if (!json_->is_object()) fail("an object is expected");
  for (const std::string_view name : names) {
    if (!json_->contains(name)) fail(fmt::format("the field '{}' is missing", name));
  }
  for (const auto& [name, value] : json_->items()) {
    if (std::ranges::find(names, name) == names.end() &&
        std::ranges::find(optional, name) == optional.end())
      fail(fmt::format("the field {} is not known", dn::quote(name)));
  }
}

bool JsonValue::has(std::string_view name) const {
  return json_->is_object() && json_->contains(name);
}

JsonValue JsonValue::field(std::string_view name) const {
  if (!json_->is_object() || !json_->contains(name))
    fail(fmt::format("the field '{}' is missing", name));
  const std::string place = place_.empty() ? std::string(name) : fmt::format("{}.{}", place_, name);
  return {*json_->find(name), file_, place};
}

void JsonValue::for_each(const std::function<void(const JsonValue&)>& read) const {
  if (!json_->is_array()) fail("an array is expected");
  for (std::size_t i = 0; i < json_->size(); ++i)
    read({(*json_)[i], file_, fmt::format("{}[{}]", place_, i)});
}

std::string JsonValue::text() const {
  if (!json_->is_string()) fail("a text is expected");
  return json_->get<std::string>();
}

bool JsonValue::boolean() const {
  if (!json_->is_boolean()) fail("true or false is expected");
  return json_->get<bool>();
}

std::uint64_t JsonValue::number(std::uint64_t smallest, std::uint64_t largest) const {
  // What is written without sign, fraction and exponent.
  if (!json_->is_number_unsigned()) fail("a whole number of at least 0 is expected");
  const auto value = json_->get<std::uint64_t>();
  if (value < smallest || value > largest)
    fail(fmt::format("{} is out of range, allowed: {} to {}", value, smallest, largest));
  return value;
}

}  // namespace rtswap
