// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "darknet/base/error.h"

namespace dn {

// Darknet's .data file: key=value lines that say what a network was trained on (classes, names,
// train, valid, top, ...). White space around keys and values does not count, lines that start with
// '#' or ';' are comments, the first of repeated keys wins. Immutable.
class DataFile {
 public:
  // Throws Error on a missing file or a line without '='.
  static DataFile load(const std::string& path);
  static DataFile parse(std::string_view text, const std::string& path);

  const std::string& path() const { return path_; }
  bool has(std::string_view key) const { return find(key) != nullptr; }
  // Throws Error where the key is absent.
  std::string text(std::string_view key) const;
  // Throws Error where the value is not a whole number of at least `smallest`.
  int integer(std::string_view key, int fallback, int smallest) const;

 private:
  struct Entry {
    std::string key, value;
    int line;
  };
  const Entry* find(std::string_view key) const;

  std::string path_;
  std::vector<Entry> entries_;
};

// The file with the class names of a .data file (`names`, or `labels`): as given, beside the .data
// file, in the project. Throws Error where there is none.
std::string find_names_file(const DataFile& data);

}  // namespace dn
