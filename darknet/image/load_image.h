// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "darknet/image/pixel_image.h"

namespace dn {

// Larger pictures are refused before they are decoded: their decoding would take gigabytes.
constexpr int kMaxImageSide = 16384;
constexpr std::int64_t kMaxImagePixels = 128ll * 1024 * 1024;

// Reads a JPEG, PNG or BMP file as `channels` 1 (grey) or 3 (RGB). Orientation tags are ignored, as
// Darknet does. Throws kBadInput when the file is missing, a directory, empty, no image, truncated,
// corrupt or too large.
PixelImage load_image(const std::string& path, int channels);

// The same from memory; `name` stands for the file in errors.
PixelImage decode_image(std::span<const std::byte> file, int channels, const std::string& name);

}  // namespace dn
