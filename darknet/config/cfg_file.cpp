// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/config/cfg_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <climits>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "darknet/base/file.h"
#include "darknet/base/quote.h"

namespace dn {
namespace {

std::string without_spaces(std::string_view line) {
  std::string s;
  for (const char c : line) {
    if (c != ' ' && c != '\t' && c != '\r') s += c;
  }
  return s;
}

// Items between commas; a '#' ends the list (the one place where Darknet knows trailing comments).
std::vector<std::string> list_items(std::string_view value) {
  std::vector<std::string> items;
  value = value.substr(0, value.find('#'));
  while (!value.empty()) {
    const std::size_t comma = value.find(',');
    if (const auto item = value.substr(0, comma); !item.empty()) items.emplace_back(item);
    if (comma == std::string_view::npos) break;
    value.remove_prefix(comma + 1);
  }
  return items;
}

}  // namespace

void CfgSection::add(std::string key, std::string value, int line) {
  options_.push_back({std::move(key), std::move(value), line});
}

const CfgSection::Option* CfgSection::find(std::string_view key) const {
  const auto it = std::ranges::find(options_, key, &Option::key);
  if (it == options_.end()) return nullptr;
  it->used = true;
  return &*it;
}

SourcePos CfgSection::where(std::string_view key) const {
  const Option* option = find(key);
  return option == nullptr ? where_ : SourcePos{where_.file, option->line};
}

Error CfgSection::error(std::string_view key, const std::string& what) const {
  return bad_input(where(key), fmt::format("[{}] {}", name_, what));
}

namespace {

int to_integer(const CfgSection& section, std::string_view key, const std::string& value) {
  char* end = nullptr;
  errno = 0;
  const long number = std::strtol(value.c_str(), &end, 10);
  if (end == value.c_str()) {
    throw section.error(key, fmt::format("{}={}: a whole number is needed", key, value));
  }
  if (errno == ERANGE || number > INT_MAX || number < INT_MIN) {
    throw section.error(key, fmt::format("{}={}: the number is too large", key, value));
  }
  return static_cast<int>(number);
}

float to_real(const CfgSection& section, std::string_view key, const std::string& value) {
  char* end = nullptr;
  const double number = std::strtod(value.c_str(), &end);
  if (end == value.c_str() || !(std::fabs(number) <= std::numeric_limits<float>::max())) {
    throw section.error(key, fmt::format("{}={}: a number is needed", key, value));
  }
  return static_cast<float>(number);
}

}  // namespace

int CfgSection::integer(std::string_view key, int fallback) const {
  const Option* option = find(key);
  return option == nullptr ? fallback : to_integer(*this, key, option->value);
}

int CfgSection::integer_at_least(std::string_view key, int fallback, int smallest) const {
  const int value = integer(key, fallback);
  if (value < smallest) {
    throw error(key, fmt::format("{}={}: it must be at least {}", key, value, smallest));
  }
  return value;
}

int CfgSection::side(std::string_view key, int fallback, int smallest) const {
  constexpr int kLargest = 1 << 15;
  const int value = integer_at_least(key, fallback, smallest);
  if (value > kLargest)
    throw error(key, fmt::format("{}={}: it must be at most {}", key, value, kLargest));
  return value;
}

float CfgSection::real(std::string_view key, float fallback) const {
  const Option* option = find(key);
  return option == nullptr ? fallback : to_real(*this, key, option->value);
}

std::string CfgSection::text(std::string_view key, std::string_view fallback) const {
  const Option* option = find(key);
  return option == nullptr ? std::string(fallback) : option->value;
}

std::vector<int> CfgSection::integers(std::string_view key) const {
  std::vector<int> numbers;
  const Option* option = find(key);
  if (option == nullptr) return numbers;
  for (const auto& item : list_items(option->value))
    numbers.push_back(to_integer(*this, key, item));
  return numbers;
}

std::vector<float> CfgSection::reals(std::string_view key) const {
  std::vector<float> numbers;
  const Option* option = find(key);
  if (option == nullptr) return numbers;
  for (const auto& item : list_items(option->value)) numbers.push_back(to_real(*this, key, item));
  return numbers;
}

void CfgSection::accept(std::initializer_list<std::string_view> keys) const {
  for (const auto key : keys) find(key);
}

void CfgSection::warn_unused() const {
  for (const Option& option : options_) {
    if (option.used) continue;
    fmt::print(stderr, "Unused field: '{} = {}' ({}:{})\n", option.key, option.value, where_.file,
               option.line);
    option.used = true;  // once is enough
  }
}

CfgFile load_cfg_file(const std::string& path) { return parse_cfg(read_text_file(path), path); }

CfgFile parse_cfg(std::string_view text, const std::string& path) {
  CfgFile file{path, {}};
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    const std::string line = without_spaces(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line[0] == '#' || line[0] == ';') continue;
    const SourcePos here{path, number};
    if (line[0] == '[') {
      const std::size_t close = line.find(']');
      if (close == std::string::npos) throw bad_input(here, quote(line) + ": the ']' is missing");
      file.sections.emplace_back(line.substr(1, close - 1), here);
      continue;
    }
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw bad_input(here, quote(line) + ": expected [section], key=value or # comment");
    }
    if (file.sections.empty()) throw bad_input(here, "an option before the first [section]");
    file.sections.back().add(line.substr(0, equals), line.substr(equals + 1), number);
  }
  if (file.sections.empty()) throw bad_input(path + ": no [section] in it, is this a cfg file?");
  return file;
}

}  // namespace dn
