// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <span>

#include "darknet/base/aligned_buffer.h"
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

// Turns pictures of one size into the input of one network: float32, channels last
// ([row][col][channel]), byte / 255. Tables and scratch are made once, by the constructor; run()
// then takes no heap memory. One Resizer serves one thread at a time.
//
// The arithmetic is Darknet's: separable bilinear with aligned corners in float32, rows first, then
// columns, the last row and column copied; the letterbox truncates the fitted side to whole pixels.
class Resizer {
 public:
  // Throws kBadInput unless all sides are positive and channels is 1 or 3.
  Resizer(ImageSize source, ImageSize input, int channels, Fit fit);

  ImageSize source() const { return source_; }
  ImageSize input() const { return input_; }
  int channels() const { return channels_; }
  Placement placement() const { return placement_; }
  std::size_t input_floats() const { return input_row_floats_ * rows_in_input_; }

  // False, with the input untouched, when the image or the span has another size than the one
  // prepared for.
  [[nodiscard]] bool run(const PixelImage& image, std::span<float> input) noexcept;

 private:
  void fill_border(float* input) const noexcept;
  const float* resized_row(const PixelImage& image, int y) noexcept;

  ImageSize source_;
  ImageSize input_;
  int channels_;
  Placement placement_;
  std::size_t input_row_floats_ = 0;
  std::size_t rows_in_input_ = 0;
  std::size_t row_floats_ = 0;  // of the covered part
  ResizeAxis columns_;          // `first` and `next` in bytes of a source row
  ResizeAxis rows_;
  // Two neighbouring source rows, resized: row y lies in slot y % 2, so that going down the picture
  // resizes every row once.
  AlignedBuffer<float> slots_[2];
  int row_in_slot_[2] = {-1, -1};
};

}  // namespace dn
