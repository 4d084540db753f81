// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <string_view>

#include "darknet/image/pixel_image.h"

// Shapes painted into a picture. Whatever lies outside the picture is cut off; on a grey picture a
// colour becomes its luminance. Nothing throws, nothing takes heap memory.
namespace dn {

struct Color {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;

  bool operator==(const Color&) const = default;
};

// Pixels with left <= x < right and top <= y < bottom.
struct PixelBox {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;

  bool operator==(const PixelBox&) const = default;
};

// A box given by its centre and sides relative to the picture (as detections are), cut to the
// picture. Empty (all 0) when a number is not finite.
PixelBox to_pixel_box(float center_x, float center_y, float width, float height, ImageSize image);

// Well told apart for neighbouring class numbers, and the same in every run: Darknet's ramp through
// magenta, blue, cyan, green, yellow and red. class_count must be positive.
Color class_color(int class_index, int class_count);

// How thick the lines of a box are in a picture of this height: 0.6 %, at least one pixel.
int line_thickness(int image_height);

void fill_box(PixelImage& image, PixelBox box, Color color) noexcept;
void fill_disc(PixelImage& image, int center_x, int center_y, int radius, Color color) noexcept;

// The outline, `thickness` pixels wide, inside the box.
void draw_box(PixelImage& image, PixelBox box, Color color, int thickness) noexcept;

// Black text, white on dark colours, on a filled field whose lower left corner is the upper left
// corner of `box`; moved into the picture where it would stand out. The size follows the height of
// the picture.
void draw_label(PixelImage& image, PixelBox box, std::string_view text, Color field) noexcept;

// Each dot of a character becomes a square of `scale` pixels; (x, y) is the upper left corner.
void draw_text(PixelImage& image, int x, int y, std::string_view text, Color color,
               int scale) noexcept;

}  // namespace dn
