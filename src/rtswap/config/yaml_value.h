// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <yaml-cpp/yaml.h>

#include <array>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/base/error.h"
#include "rtswap/model/link.h"
#include "rtswap/model/named.h"
#include "rtswap/model/time.h"

// Typed, strict access to YAML: every reader returns what the schema asks for or throws
// dn::bad_input that says, in one line, where the value is, what is wrong with it and what is
// allowed.
namespace rtswap {

// No duration of a tasks file is longer, which keeps sums of them within 64 bits.
constexpr Nanos kLongestDuration = std::chrono::hours(24 * 365);

class YamlMap;

// A value of a map or list, with its place and the name that messages call it by.
class YamlValue {
 public:
  YamlValue(const YAML::Node& node, std::string name, dn::SourcePos where);

  const std::string& name() const { return name_; }
  const dn::SourcePos& where() const { return where_; }
  [[noreturn]] void fail(const std::string& problem) const;

  bool is_map() const { return node_.IsMap(); }
  std::string text() const;  // a scalar of one line, not empty
  bool boolean() const;
  std::int64_t integer(std::int64_t least, std::int64_t most) const;
  float fraction() const;  // in [0, 1]
  Nanos duration() const;  // may be zero
  Nanos positive_duration() const;
  dn::Bytes positive_size() const;
  Bandwidth positive_bandwidth() const;
  Nanos mean_gap() const;  // of a rate, such as 20/s
  // SEED of a scalar "random:SEED"; empty when the text does not begin with "random:".
  std::optional<std::uint64_t> random_seed() const;
  YamlMap map(std::span<const std::string_view> known_keys) const;
  std::vector<YamlValue> list() const;

  // One of the table's names. `later` are names we know but do not offer: the error says so.
  template <typename T, std::size_t N>
  T choice(const std::array<Named<T>, N>& table,
           std::initializer_list<std::string_view> later = {}) const {
    const std::string word = text();
    std::array<std::string_view, N> names;
    for (std::size_t i = 0; i < N; ++i) {
      if (table[i].name == word) return table[i].value;
      names[i] = table[i].name;
    }
    fail_choice(word, names, later);
  }

 private:
  [[noreturn]] void fail_choice(const std::string& word, std::span<const std::string_view> allowed,
                                std::initializer_list<std::string_view> later) const;

  YAML::Node node_;
  std::string name_;
  dn::SourcePos where_;
};

// A map whose keys are all known and different.
class YamlMap {
 public:
  // Throws when the value is no map, or for an unknown or repeated key.
  YamlMap(const YAML::Node& node, const std::string& name, const dn::SourcePos& where,
          std::span<const std::string_view> known_keys);

  const dn::SourcePos& where() const { return where_; }
  std::optional<YamlValue> find(std::string_view key) const;
  // Throws when the key is missing; `hint` says what to write, such as "period: 33ms".
  YamlValue require(std::string_view key, const std::string& hint) const;

 private:
  std::string name_;
  dn::SourcePos where_;
  std::vector<YamlValue> values_;
};

}  // namespace rtswap
