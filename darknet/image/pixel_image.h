// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dn {

struct ImageSize {
  int width = 0;
  int height = 0;

  bool operator==(const ImageSize&) const = default;
};

// A picture as people see it: 8 bits a channel, rows from top to bottom, channels interleaved
// (red, green, blue, or one grey), no gaps between rows. Starts black. Owns its pixels; copying
// copies them.
class PixelImage {
 public:
  // How many readable bytes follow the last pixel, so that a vector load of the last pixel stays
  // inside the allocation.
  static constexpr std::size_t kSlack = 4;

  PixelImage() = default;
  // Throws kBadInput unless both sides are positive and channels is 1 or 3.
  PixelImage(ImageSize size, int channels);

  ImageSize size() const { return size_; }
  int width() const { return size_.width; }
  int height() const { return size_.height; }
  int channels() const { return channels_; }
  std::size_t row_bytes() const {
    return static_cast<std::size_t>(size_.width) * static_cast<std::size_t>(channels_);
  }
  // Without the slack.
  std::size_t byte_count() const { return row_bytes() * static_cast<std::size_t>(size_.height); }

  std::uint8_t* data() { return bytes_.data(); }
  const std::uint8_t* data() const { return bytes_.data(); }
  std::uint8_t* row(int y) { return data() + static_cast<std::size_t>(y) * row_bytes(); }
  const std::uint8_t* row(int y) const {
    return data() + static_cast<std::size_t>(y) * row_bytes();
  }
  // The first channel of a pixel; x and y must lie inside.
  std::uint8_t* at(int x, int y) { return row(y) + static_cast<std::ptrdiff_t>(x) * channels_; }
  const std::uint8_t* at(int x, int y) const {
    return row(y) + static_cast<std::ptrdiff_t>(x) * channels_;
  }

  bool operator==(const PixelImage&) const = default;

 private:
  ImageSize size_;
  int channels_ = 0;
  std::vector<std::uint8_t> bytes_;
};

}  // namespace dn
