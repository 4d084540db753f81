// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/save_image.h"

#include <cstddef>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/image/stb/stb.h"

namespace dn {
namespace {

void write_encoded(const std::string& path, const std::vector<std::byte>& file) {
  if (file.empty()) throw system_failure("cannot encode image '" + path + "': out of memory");
  write_file_atomically(path, file.data(), file.size());
}

}  // namespace

void save_jpeg(const std::string& path, const PixelImage& image, int quality) {
  write_encoded(path, stb::encode_jpeg(image, quality));
}

void save_png(const std::string& path, const PixelImage& image) {
  write_encoded(path, stb::encode_png(image));
}

void save_image(const std::string& path, const PixelImage& image) {
  const std::string extension = lower_extension(path);
  if (extension == ".jpg" || extension == ".jpeg") return save_jpeg(path, image);
  if (extension == ".png") return save_png(path, image);
  throw bad_input("cannot write image '" + path + "': use the extension .jpg or .png");
}

}  // namespace dn
