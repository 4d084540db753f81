// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#include "darknet/image/pixel_image.h"
#include "darknet/image/resize_axis.h"

namespace dn {

// How a picture is fitted to the width and height of a network.
enum class Fit {
  kStretch,    // the aspect ratio is not kept (what Darknet's detectors do)
  kLetterbox,  // kept; the rest of the input is grey 0.5
  kCenterCrop  // kept; the shorter side becomes the input's width, the centre is cut out
               // (classifiers)
};

// The part of the network input that the picture covers, in input pixels.
struct Placement {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  bool operator==(const Placement&) const = default;
};

// How pictures of one size become the input of one network; what the resizers of host and device
// follow. The arithmetic is Darknet's: separable bilinear in float32, rows first, then columns; the
// letterbox truncates the fitted side to whole pixels.
struct ResizePlan {
  static constexpr float kBorder = 0.5f;  // around a letterboxed picture

  ImageSize source;
  ImageSize input;
  int channels = 0;
  Placement placement;
  ResizeAxis columns, rows;  // of the placement

  std::size_t picture_bytes() const {
    return static_cast<std::size_t>(source.width) * static_cast<std::size_t>(source.height) *
           static_cast<std::size_t>(channels);
  }
};

// Throws kBadInput unless all sides are positive and channels is 1 or 3.
ResizePlan plan_resize(ImageSize source, ImageSize input, int channels, Fit fit);

}  // namespace dn
