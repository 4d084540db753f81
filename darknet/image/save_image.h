// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "darknet/image/pixel_image.h"

// Pictures to files. All throw kSystemFailure when the file cannot be written; a failed write
// leaves an older file as it was.
namespace dn {

// What Darknet writes predictions.jpg with.
constexpr int kJpegQuality = 80;

void save_jpeg(const std::string& path, const PixelImage& image, int quality = kJpegQuality);
void save_png(const std::string& path, const PixelImage& image);

// By the extension, .jpg, .jpeg or .png in any case; kBadInput for others.
void save_image(const std::string& path, const PixelImage& image);

}  // namespace dn
