// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "darknet/base/aligned_buffer.h"
#include "darknet/image/pixel_image.h"
#include "darknet/image/resize_plan.h"

namespace dn {

// Turns pictures of one size into the input of one network: float32, channels last
// ([row][col][channel]), byte / 255. Tables and scratch are made once, by the constructor; run()
// then takes no heap memory. One Resizer serves one thread at a time.
//
// cuda::preprocess() does the same on a GPU, to the bit.
class Resizer {
 public:
  // Throws kBadInput unless all sides are positive and channels is 1 or 3.
  Resizer(ImageSize source, ImageSize input, int channels, Fit fit);

  ImageSize source() const { return plan_.source; }
  ImageSize input() const { return plan_.input; }
  int channels() const { return plan_.channels; }
  Placement placement() const { return plan_.placement; }
  std::size_t input_floats() const { return input_row_floats_ * rows_in_input_; }

  // False, with the input untouched, when the image or the span has another size than the one
  // prepared for.
  [[nodiscard]] bool run(const PixelImage& image, std::span<float> input) noexcept;

 private:
  void fill_border(float* input) const noexcept;
  const float* resized_row(const PixelImage& image, int y) noexcept;

  ResizePlan plan_;
  std::vector<ResizeTap> columns_;  // `first` in bytes of a source row
  std::vector<ResizeTap> rows_;
  std::size_t input_row_floats_ = 0;
  std::size_t rows_in_input_ = 0;
  std::size_t row_floats_ = 0;  // of the covered part
  // Two neighbouring source rows, resized: row y lies in slot y % 2, so that going down the picture
  // resizes every row once.
  AlignedBuffer<float> slots_[2];
  int row_in_slot_[2] = {-1, -1};
};

}  // namespace dn
