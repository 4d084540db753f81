// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/pixel_image.h"

#include <string>

#include "darknet/base/error.h"

namespace dn {

PixelImage::PixelImage(ImageSize size, int channels) : size_(size), channels_(channels) {
  if (size.width < 1 || size.height < 1) {
    throw bad_input("an image of " + std::to_string(size.width) + " x " +
                    std::to_string(size.height) + " pixels is empty, both sides must be positive");
  }
  if (channels != 1 && channels != 3) {
    throw bad_input("an image of " + std::to_string(channels) +
                    " channels is not supported, use 1 (grey) or 3 (RGB)");
  }
  bytes_.resize(byte_count() + kSlack);
}

}  // namespace dn
