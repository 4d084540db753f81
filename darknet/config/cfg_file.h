// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "darknet/base/error.h"

// Darknet's .cfg text, split into sections; what the keys mean is the business of whoever reads a
// section. White space inside a line is dropped, lines starting with '#' or ';' are comments, and
// the first of repeated keys wins.
namespace dn {

// One "[name]" with its options. The typed readers mark a key as used, so that warn_unused() can
// name the rest. All of them throw Error with the line of the option when its value is not of the
// wanted kind.
class CfgSection {
 public:
  CfgSection(std::string name, SourcePos where)
      : name_(std::move(name)), where_(std::move(where)) {}

  const std::string& name() const { return name_; }
  const SourcePos& where() const { return where_; }
  void add(std::string key, std::string value, int line);

  bool has(std::string_view key) const { return find(key) != nullptr; }
  // A value starts with a number; what follows the number is ignored, as Darknet does.
  int integer(std::string_view key, int fallback) const;
  int integer_at_least(std::string_view key, int fallback, int smallest) const;
  // At least `smallest`, and at most what the side of a picture can be: sizes, strides, paddings.
  int side(std::string_view key, int fallback, int smallest) const;
  float real(std::string_view key, float fallback) const;
  std::string text(std::string_view key, std::string_view fallback) const;
  std::vector<int> integers(
      std::string_view key) const;  // empty where the key is absent; a '#' ends the list
  std::vector<float> reals(std::string_view key) const;
  // Keys that are meaningful to Darknet but not to this program (training, display): no warning for
  // them.
  void accept(std::initializer_list<std::string_view> keys) const;

  // Where an option (or, if it is absent, the section) stands: for errors.
  SourcePos where(std::string_view key) const;
  Error error(std::string_view key, const std::string& what) const;
  // Prints "Unused field: 'key = value'" to stderr for every key nobody asked for.
  void warn_unused() const;

 private:
  struct Option {
    std::string key, value;
    int line;
    mutable bool used = false;
  };
  const Option* find(std::string_view key) const;

  std::string name_;
  SourcePos where_;
  std::vector<Option> options_;
};

struct CfgFile {
  std::string path;
  std::vector<CfgSection> sections;
};

// Throws Error on a missing file, a line that is neither section, option nor comment, or options
// before the first section.
CfgFile load_cfg_file(const std::string& path);
CfgFile parse_cfg(std::string_view text, const std::string& path);

}  // namespace dn
