// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace dn {

// Where files named on the command line or inside another file are looked for, so that the program
// works from any directory. In this order:
//   1. the name as given (relative to the current directory);
//   2. beside the file that names it (see beside());
//   3. for every project root R and kind directory K ("cfg", "weights", "data"): R/K/name;
//   4. R/name, because Darknet users write "cfg/yolov3.cfg".
// An absolute name is looked for only where it says. Immutable; any thread may use it.
class SearchPath {
 public:
  SearchPath() = default;  // no roots: names as given only
  explicit SearchPath(std::vector<std::string> roots) : roots_(std::move(roots)) {}

  // The same search path for names written in `file`.
  SearchPath beside(const std::string& file) const;

  // The first place that holds a readable file (for the second: or a directory). Throws bad_input
  // that names every place tried, or says that only a directory, or nothing readable, is there.
  std::string find_file(const std::string& name,
                        std::initializer_list<std::string_view> kinds) const;
  std::string find_file_or_directory(const std::string& name,
                                     std::initializer_list<std::string_view> kinds) const;

 private:
  std::vector<std::string> candidates(const std::string& name,
                                      std::initializer_list<std::string_view> kinds) const;
  std::string find(const std::string& name, std::initializer_list<std::string_view> kinds,
                   bool directory_allowed) const;

  std::vector<std::string> roots_;
  std::vector<std::string> beside_;
};

// The project roots of this process: $DARKNET_HOME first if set, then what the place of the running
// program says.
std::vector<std::string> project_roots();

// The same for any program: PREFIX/bin/darknet gives PREFIX/share/darknet, and X/darknet/darknet
// gives X. `home` is the value of DARKNET_HOME or null.
std::vector<std::string> project_roots_of(const std::string& program, const char* home);

}  // namespace dn
