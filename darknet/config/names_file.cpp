// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/config/names_file.h"

#include <fmt/format.h>

#include <sstream>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/text.h"

namespace dn {
std::vector<std::string> load_names_file(const std::string& path, int classes) {
  std::istringstream text(read_text_file(path));
  std::vector<std::string> names;
  for (std::string line; std::getline(text, line);) names.emplace_back(trimmed(line));
  while (!names.empty() && names.back().empty()) names.pop_back();
  const auto wanted = static_cast<std::size_t>(classes);
  if (names.size() < wanted) {
    throw bad_input(
        fmt::format("{}: {} class names, the network has {} classes", path, names.size(), classes));
  }
  names.resize(wanted);
  return names;
}

}  // namespace dn
