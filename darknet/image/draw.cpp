// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/draw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "darknet/image/font.h"

namespace dn {
namespace {

// ITU-R BT.601 luminance in 1/256.
int luminance(Color color) { return (77 * color.red + 150 * color.green + 29 * color.blue) >> 8; }

void set_pixel(PixelImage& image, int x, int y, Color color) noexcept {
  std::uint8_t* pixel = image.at(x, y);
  if (image.channels() == 1) {
    pixel[0] = static_cast<std::uint8_t>(luminance(color));
    return;
  }
  pixel[0] = color.red;
  pixel[1] = color.green;
  pixel[2] = color.blue;
}

PixelBox cut(const PixelImage& image, PixelBox box) noexcept {
  return {std::max(box.left, 0), std::max(box.top, 0), std::min(box.right, image.width()),
          std::min(box.bottom, image.height())};
}

int clamp_to_int(float value, int limit) {
  return static_cast<int>(std::clamp(value, 0.0f, static_cast<float>(limit)));
}

int glyph_scale(int image_height) { return std::max(1, image_height / 200); }

}  // namespace

PixelBox to_pixel_box(float center_x, float center_y, float width, float height, ImageSize image) {
  if (!std::isfinite(center_x + center_y + width + height)) return {};
  const auto image_width = static_cast<float>(image.width);
  const auto image_height = static_cast<float>(image.height);
  return {clamp_to_int((center_x - width / 2) * image_width, image.width),
          clamp_to_int((center_y - height / 2) * image_height, image.height),
          clamp_to_int((center_x + width / 2) * image_width, image.width),
          clamp_to_int((center_y + height / 2) * image_height, image.height)};
}

Color class_color(int class_index, int class_count) {
  constexpr std::array<Color, 6> kRamp = {
      {{255, 0, 255}, {0, 0, 255}, {0, 255, 255}, {0, 255, 0}, {255, 255, 0}, {255, 0, 0}}};
  // A stride far from any class count sends neighbours to distant places of the ramp.
  constexpr std::int64_t kStride = 123457;
  const auto place = static_cast<float>(class_index * kStride % class_count);
  const float position = place / static_cast<float>(class_count) * 5.0f;
  const auto lower = std::min<std::size_t>(static_cast<std::size_t>(position), kRamp.size() - 2);
  const Color from = kRamp[lower];
  const Color to = kRamp[lower + 1];
  const float share = position - static_cast<float>(lower);
  const auto mix = [share](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(
        std::lround((1.0f - share) * static_cast<float>(a) + share * static_cast<float>(b)));
  };
  return {mix(from.red, to.red), mix(from.green, to.green), mix(from.blue, to.blue)};
}

int line_thickness(int image_height) { return std::max(1, image_height * 6 / 1000); }

void fill_box(PixelImage& image, PixelBox box, Color color) noexcept {
  const PixelBox inside = cut(image, box);
  for (int y = inside.top; y < inside.bottom; ++y) {
    for (int x = inside.left; x < inside.right; ++x) set_pixel(image, x, y, color);
  }
}

void fill_disc(PixelImage& image, int center_x, int center_y, int radius, Color color) noexcept {
  const PixelBox inside = cut(
      image, {center_x - radius, center_y - radius, center_x + radius + 1, center_y + radius + 1});
  for (int y = inside.top; y < inside.bottom; ++y) {
    for (int x = inside.left; x < inside.right; ++x) {
      const std::int64_t dx = x - center_x;
      const std::int64_t dy = y - center_y;
      if (dx * dx + dy * dy <= std::int64_t{radius} * radius) set_pixel(image, x, y, color);
    }
  }
}

void draw_box(PixelImage& image, PixelBox box, Color color, int thickness) noexcept {
  const int top_end = std::min(box.top + thickness, box.bottom);
  const int bottom_begin = std::max(box.bottom - thickness, top_end);
  fill_box(image, {box.left, box.top, box.right, top_end}, color);
  fill_box(image, {box.left, bottom_begin, box.right, box.bottom}, color);
  fill_box(image, {box.left, top_end, std::min(box.left + thickness, box.right), bottom_begin},
           color);
  fill_box(image, {std::max(box.right - thickness, box.left), top_end, box.right, bottom_begin},
           color);
}

void draw_text(PixelImage& image, int x, int y, std::string_view text, Color color,
               int scale) noexcept {
  for (const char character : text) {
    for (int row = 0; row < kGlyphHeight; ++row) {
      for (int column = 0; column < kGlyphWidth; ++column) {
        if (!glyph_dot(character, column, row)) continue;
        const int left = x + column * scale;
        const int top = y + row * scale;
        fill_box(image, {left, top, left + scale, top + scale}, color);
      }
    }
    x += (kGlyphWidth + 1) * scale;
  }
}

void draw_label(PixelImage& image, PixelBox box, std::string_view text, Color field) noexcept {
  constexpr int kMargin = 2;  // dots around the text
  const int scale = glyph_scale(image.height());
  const int dots = static_cast<int>(text.size()) * (kGlyphWidth + 1) - 1;
  const int width = (dots + 2 * kMargin) * scale;
  const int height = (kGlyphHeight + 2 * kMargin) * scale;
  const int left = std::max(0, std::min(box.left, image.width() - width));
  const int top = std::clamp(box.top - height, 0, std::max(0, image.height() - height));
  fill_box(image, {left, top, left + width, top + height}, field);
  const Color ink = luminance(field) < 110 ? Color{255, 255, 255} : Color{0, 0, 0};
  draw_text(image, left + kMargin * scale, top + kMargin * scale, text, ink, scale);
}

}  // namespace dn
