// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/list_images.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>
#include <string_view>
#include <system_error>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/text.h"

namespace dn {
namespace {

constexpr std::array<std::string_view, 4> kImageExtensions = {".jpg", ".jpeg", ".png", ".bmp"};

bool has_image_extension(const std::string& path) {
  return std::ranges::find(kImageExtensions, lower_extension(path)) != kImageExtensions.end();
}

std::vector<std::string> list_directory(const std::string& directory) {
  std::vector<std::string> images;
  std::error_code error;
  std::filesystem::directory_iterator entry(directory, error);
  for (const std::filesystem::directory_iterator end; !error && entry != end;
       entry.increment(error)) {
    const std::string path = entry->path().string();
    if (has_image_extension(path) && !is_directory(path)) images.push_back(path);
  }
  if (error) throw bad_input("cannot read directory '" + directory + "': " + error.message());
  if (images.empty()) {
    throw bad_input("directory '" + directory + "' has no .jpg, .jpeg, .png or .bmp files");
  }
  std::ranges::sort(images);
  return images;
}

std::vector<std::string> read_list(const std::string& list) {
  std::vector<std::string> images;
  std::istringstream lines(read_text_file(list));
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const std::string name(trimmed(line));
    if (name.empty()) continue;
    const std::string beside_list = join_path(directory_of(list), name);
    if (file_exists(name)) {
      images.push_back(name);
    } else if (file_exists(beside_list)) {
      images.push_back(beside_list);
    } else {
      throw bad_input({list, number}, "image '" + name +
                                          "' exists neither in the working directory nor beside "
                                          "the list");
    }
  }
  if (images.empty()) throw bad_input("list '" + list + "' names no image, write one path a line");
  return images;
}

}  // namespace

std::vector<std::string> list_images(const std::string& path) {
  if (!file_exists(path)) throw bad_input("cannot read '" + path + "': no such file or directory");
  if (is_directory(path)) return list_directory(path);
  const std::string extension = lower_extension(path);
  if (extension == ".txt" || extension == ".list") return read_list(path);
  return {path};
}

}  // namespace dn
