// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/yaml_value.h"

#include <algorithm>
#include <utility>

#include "darknet/base/quote.h"
#include "darknet/base/text.h"
#include "rtswap/config/units.h"
#include "rtswap/config/wording.h"

namespace rtswap {
namespace {

std::string_view shape_of(const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Scalar:
      return "a single value";
    case YAML::NodeType::Sequence:
      return "a list";
    case YAML::NodeType::Map:
      return "a map";
    default:
      return "empty";
  }
}

// Adds the place to an error of units.h.
template <typename Parse>
auto with_place(const YamlValue& value, Parse parse) {
  const std::string text = value.text();
  try {
    return parse(text);
  } catch (const dn::Error& e) {
    value.fail(e.what());
  }
}

// Where a node begins; what has no place of its own (an empty value) is where `fallback` says.
dn::SourcePos place_of(const YAML::Node& node, const dn::SourcePos& fallback) {
  const YAML::Mark mark = node.Mark();
  if (node.IsNull() || mark.is_null()) return fallback;
  return {fallback.file, mark.line + 1, mark.column + 1};
}

}  // namespace

YamlValue::YamlValue(const YAML::Node& node, std::string name, dn::SourcePos where)
    : node_(node), name_(std::move(name)), where_(std::move(where)) {}

void YamlValue::fail(const std::string& problem) const {
  throw dn::bad_input(where_, name_ + ": " + problem);
}

std::string YamlValue::text() const {
  if (!node_.IsScalar()) fail("is " + std::string(shape_of(node_)) + "; a single value is needed");
  const std::string& text = node_.Scalar();
  if (text.empty()) fail("is empty; a value is needed");
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::any_of(text.begin(), text.end(), is_control)) {
    fail(dn::quote(text) + " has a line break or control character; one line of text is needed");
  }
  return text;
}

bool YamlValue::boolean() const {
  const std::string word = text();
  if (word != "true" && word != "false") fail(dn::quote(word) + "; allowed: true, false");
  return word == "true";
}

std::int64_t YamlValue::integer(std::int64_t least, std::int64_t most) const {
  const std::string word = text();
  const auto value = dn::parse_number<std::int64_t>(word);
  if (!value || *value < least || *value > most) {
    fail(dn::quote(word) + "; a whole number from " + std::to_string(least) + " to " +
         std::to_string(most) + " is needed");
  }
  return *value;
}

float YamlValue::fraction() const {
  const std::string word = text();
  const auto value = dn::parse_number<float>(word);
  // Written so that NaN fails too.
  if (!value || !(*value >= 0 && *value <= 1)) {
    fail(dn::quote(word) + "; a number from 0 to 1 is needed");
  }
  return *value;
}

Nanos YamlValue::duration() const {
  const Nanos value = with_place(*this, parse_duration);
  if (value > kLongestDuration)
    fail(dn::quote(text()) + " is too long; at most 365 days are allowed");
  return value;
}

Nanos YamlValue::positive_duration() const {
  const Nanos value = duration();
  if (value <= Nanos(0)) fail(dn::quote(text()) + " is zero; more than 0 is needed");
  return value;
}

dn::Bytes YamlValue::positive_size() const {
  const dn::Bytes value = with_place(*this, parse_size);
  if (value.value == 0) fail(dn::quote(text()) + " is zero; at least 1B is needed");
  return value;
}

Bandwidth YamlValue::positive_bandwidth() const {
  const Bandwidth value = with_place(*this, parse_bandwidth);
  if (value.bytes_per_second == 0) fail(dn::quote(text()) + " is zero; at least 1B/s is needed");
  return value;
}

Nanos YamlValue::mean_gap() const {
  const Nanos gap = with_place(*this, parse_mean_gap);
  if (gap > kLongestDuration)
    fail(dn::quote(text()) + " is too small; at least one in 365 days is needed");
  return gap;
}

std::optional<std::uint64_t> YamlValue::random_seed() const {
  constexpr std::string_view kPrefix = "random:";
  const std::string word = text();
  if (!word.starts_with(kPrefix)) return std::nullopt;
  const auto seed = dn::parse_number<std::uint64_t>(std::string_view(word).substr(kPrefix.size()));
  if (!seed) fail(dn::quote(word) + " has no good seed; write a whole number, such as random:1");
  return seed;
}

YamlMap YamlValue::map(std::span<const std::string_view> known_keys) const {
  return {node_, name_, where_, known_keys};
}

std::vector<YamlValue> YamlValue::list() const {
  if (!node_.IsSequence()) fail("is " + std::string(shape_of(node_)) + "; a list is needed");
  std::vector<YamlValue> values;
  for (const YAML::Node& item : node_) {
    const std::string item_name = name_ + "[" + std::to_string(values.size()) + "]";
    values.emplace_back(item, item_name, place_of(item, where_));
  }
  return values;
}

void YamlValue::fail_choice(const std::string& word, std::span<const std::string_view> allowed,
                            std::initializer_list<std::string_view> later) const {
  const bool is_later = std::find(later.begin(), later.end(), word) != later.end();
  fail(dn::quote(word) + (is_later ? " is not in this version" : " is unknown") +
       "; allowed: " + listed(allowed) + (is_later ? "" : did_you_mean(word, allowed)));
}

YamlMap::YamlMap(const YAML::Node& node, const std::string& name, const dn::SourcePos& where,
                 std::span<const std::string_view> known_keys)
    : name_(name), where_(where) {
  if (!node.IsMap()) {
    throw dn::bad_input(where, name + ": is " + std::string(shape_of(node)) +
                                   "; a map (lines of 'key: value') is needed");
  }
  for (const auto& entry : node) {
    const dn::SourcePos key_place = place_of(entry.first, where);
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
    if (std::find(known_keys.begin(), known_keys.end(), key) == known_keys.end()) {
      const std::string shown = entry.first.IsScalar() ? dn::quote(key) : "that is no word";
      throw dn::bad_input(key_place, name + ": unknown key " + shown + "; allowed: " +
                                         listed(known_keys) + did_you_mean(key, known_keys));
    }
    if (find(key)) throw dn::bad_input(key_place, name + ": the key '" + key + "' is given twice");
    values_.emplace_back(entry.second, key, place_of(entry.second, key_place));
  }
}

std::optional<YamlValue> YamlMap::find(std::string_view key) const {
  for (const YamlValue& value : values_) {
    if (value.name() == key) return value;
  }
  return std::nullopt;
}

YamlValue YamlMap::require(std::string_view key, const std::string& hint) const {
  if (std::optional<YamlValue> value = find(key)) return *value;
  throw dn::bad_input(where_, name_ + ": the key '" + std::string(key) +
                                  "' is missing; write for example '" + hint + "'");
}

}  // namespace rtswap
