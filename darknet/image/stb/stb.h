// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "darknet/image/pixel_image.h"

// The only door to the stb libraries, which are compiled into stb.cpp and nowhere else.
namespace dn::stb {

// Decodes JPEG, PNG and BMP with `channels` 1 or 3; stb converts colours. Orientation tags are
// ignored, as Darknet does. On failure returns nothing and says why in `reason`. stb fills what is
// missing from a truncated file with grey or black, so ask inspect_image() first.
std::optional<PixelImage> decode(std::span<const std::byte> file, int channels,
                                 std::string& reason);

// Empty on failure.
std::vector<std::byte> encode_jpeg(const PixelImage& image, int quality);
std::vector<std::byte> encode_png(const PixelImage& image);

}  // namespace dn::stb
