// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/config/search_path.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "darknet/base/error.h"
#include "darknet/base/file.h"

namespace dn {

SearchPath SearchPath::beside(const std::string& file) const {
  SearchPath result = *this;
  result.beside_ = {directory_of(file)};
  return result;
}

std::vector<std::string> SearchPath::candidates(
    const std::string& name, std::initializer_list<std::string_view> kinds) const {
  std::vector<std::string> places = {name};
  if (std::filesystem::path(name).is_absolute()) return places;
  const auto add = [&](const std::string& place) {
    const std::string clean = std::filesystem::path(place).lexically_normal().string();
    if (std::find(places.begin(), places.end(), clean) == places.end()) places.push_back(clean);
  };
  for (const std::string& directory : beside_) add(join_path(directory, name));
  for (const std::string& root : roots_) {
    for (const std::string_view kind : kinds) {
      add(join_path(join_path(root, std::string(kind)), name));
    }
    add(join_path(root, name));
  }
  return places;
}

std::string SearchPath::find(const std::string& name, std::initializer_list<std::string_view> kinds,
                             bool directory_allowed) const {
  if (name.empty()) throw bad_input("a file name is empty");
  const std::vector<std::string> places = candidates(name, kinds);
  std::string directory_seen;
  for (const std::string& place : places) {
    if (!file_exists(place)) continue;
    if (is_directory(place) && !directory_allowed) {
      if (directory_seen.empty()) directory_seen = place;
      continue;
    }
    if (::access(place.c_str(), R_OK) != 0) {
      throw bad_input("cannot read '" + place + "': " + std::strerror(errno));
    }
    return place;
  }
  if (!directory_seen.empty()) {
    throw bad_input("cannot read '" + directory_seen + "': it is a directory, a file is needed");
  }
  std::string tried;
  for (const std::string& place : places) tried += (tried.empty() ? "" : ", ") + place;
  throw bad_input("cannot find '" + name + "'; tried " + tried);
}

std::string SearchPath::find_file(const std::string& name,
                                  std::initializer_list<std::string_view> kinds) const {
  return find(name, kinds, false);
}

std::string SearchPath::find_file_or_directory(
    const std::string& name, std::initializer_list<std::string_view> kinds) const {
  return find(name, kinds, true);
}

std::vector<std::string> project_roots_of(const std::string& program, const char* home) {
  std::vector<std::string> roots;
  if (home != nullptr && *home != '\0') roots.emplace_back(home);
  const std::filesystem::path directory = std::filesystem::path(program).parent_path();
  if (directory.empty()) return roots;
  const std::filesystem::path above = directory.parent_path();
  roots.push_back(directory.filename() == "bin" ? (above / "share" / "darknet").string()
                                                : above.string());
  return roots;
}

std::vector<std::string> project_roots() {
  std::error_code unknown;  // without /proc only DARKNET_HOME counts
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  return project_roots_of(unknown ? "" : program.string(), std::getenv("DARKNET_HOME"));
}

}  // namespace dn
