// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/load_image.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/image/inspect_image.h"
#include "darknet/image/stb/stb.h"

namespace dn {
namespace {

void require_reasonable(ImageSize size, const std::string& name) {
  const std::int64_t pixels = static_cast<std::int64_t>(size.width) * size.height;
  if (std::max(size.width, size.height) <= kMaxImageSide && pixels <= kMaxImagePixels) return;
  throw bad_input("image '" + name + "' has " + std::to_string(size.width) + " x " +
                  std::to_string(size.height) + " pixels; at most " +
                  std::to_string(kMaxImageSide) + " a side and " + std::to_string(kMaxImagePixels) +
                  " in all are read, scale it down");
}

}  // namespace

PixelImage decode_image(std::span<const std::byte> file, int channels, const std::string& name) {
  if (channels != 1 && channels != 3) {
    throw bad_input("image '" + name + "' cannot be read as " + std::to_string(channels) +
                    " channels, only as 1 or 3");
  }
  if (file.empty()) throw bad_input("image '" + name + "' is empty");
  const std::optional<ImageInspection> inspection = inspect_image(file);
  if (!inspection) {
    throw bad_input("'" + name + "' is not an image, a JPEG, PNG or BMP file is needed");
  }
  // Size before damage: both may be true of a header that lies, and the size is the better hint.
  require_reasonable(inspection->size, name);
  if (!inspection->damage.empty()) {
    throw bad_input("image '" + name + "' is " + inspection->damage);
  }

  std::string reason;
  std::optional<PixelImage> image = stb::decode(file, channels, reason);
  if (!image) {
    throw bad_input("image '" + name + "' is corrupt or of an unsupported kind: " + reason);
  }
  return std::move(*image);
}

PixelImage load_image(const std::string& path, int channels) {
  return decode_image(read_binary_file(path), channels, path);
}

}  // namespace dn
