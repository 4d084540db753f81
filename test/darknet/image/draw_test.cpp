// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/draw.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <tuple>

#include "darknet/image/font.h"

namespace dn {
namespace {

constexpr Color kRed{255, 0, 0};

bool is_painted(const PixelImage& image, int x, int y) {
  const std::uint8_t* pixel = image.at(x, y);
  for (int channel = 0; channel < image.channels(); ++channel) {
    if (pixel[channel] != 0) return true;
  }
  return false;
}

int count_painted(const PixelImage& image) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) count += is_painted(image, x, y) ? 1 : 0;
  }
  return count;
}

TEST(DrawTest, ABoxPaintsItsOutlineAndNothingElse) {
  PixelImage image({20, 20}, 3);
  draw_box(image, {3, 4, 13, 12}, kRed, 2);
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 20; ++x) {
      const bool inside = x >= 3 && x < 13 && y >= 4 && y < 12;
      const bool hollow = x >= 5 && x < 11 && y >= 6 && y < 10;
      EXPECT_EQ(is_painted(image, x, y), inside && !hollow) << x << ", " << y;
    }
  }
  EXPECT_EQ(image.at(3, 4)[0], 255);
  EXPECT_EQ(image.at(3, 4)[1], 0);
}

TEST(DrawTest, ABoxThinnerThanItsLinesIsFilled) {
  PixelImage image({10, 10}, 3);
  draw_box(image, {2, 2, 5, 4}, kRed, 4);
  EXPECT_EQ(count_painted(image), 3 * 2);
}

TEST(DrawTest, WhatLiesOutsideIsCutOff) {
  PixelImage image({8, 8}, 3);
  draw_box(image, {-50, -50, 100, 100}, kRed, 3);
  draw_box(image, {5, 5, 2, 2}, kRed, 1);  // turned inside out
  fill_box(image, {8, 0, 20, 8}, kRed);
  fill_disc(image, -30, 4, 10, kRed);
  EXPECT_EQ(count_painted(image), 0);
  draw_text(image, 5, 5, "WWW", kRed, 3);
  draw_text(image, -5, -5, "WWW", kRed, 3);
  fill_box(image, {-5, -5, 100, 100}, kRed);
  EXPECT_EQ(count_painted(image), 64);
}

TEST(DrawTest, AGreyPictureTakesTheLuminance) {
  PixelImage image({3, 3}, 1);
  fill_box(image, {0, 0, 3, 1}, {255, 255, 255});
  fill_box(image, {0, 1, 3, 2}, {0, 0, 255});
  EXPECT_EQ(image.at(1, 0)[0], 255);
  EXPECT_GT(image.at(1, 1)[0], 10);
  EXPECT_LT(image.at(1, 1)[0], 60);
}

TEST(DrawTest, ADiscIsRound) {
  PixelImage image({11, 11}, 3);
  fill_disc(image, 5, 5, 5, kRed);
  EXPECT_TRUE(is_painted(image, 0, 5));
  EXPECT_TRUE(is_painted(image, 5, 10));
  EXPECT_FALSE(is_painted(image, 0, 0));
  EXPECT_EQ(count_painted(image), 81);  // the lattice points of that circle
}

TEST(DrawTest, ALabelSitsAboveItsBoxAndInsideThePicture) {
  PixelImage image({200, 100}, 3);
  draw_label(image, {20, 50, 60, 90}, "dog", kRed);
  EXPECT_TRUE(is_painted(image, 20, 49));
  EXPECT_FALSE(is_painted(image, 20, 50));
  EXPECT_FALSE(is_painted(image, 19, 49));

  PixelImage corner({200, 100}, 3);
  draw_label(corner, {190, 0, 200, 5}, "dog", kRed);
  EXPECT_EQ(count_painted(corner), count_painted(image));  // moved, not cut

  PixelImage tiny({3, 3}, 3);
  draw_label(tiny, {0, 0, 3, 3}, "a label wider than the picture", kRed);
  EXPECT_TRUE(is_painted(tiny, 0, 0));
}

TEST(DrawTest, TextIsLegibleOnBrightAndDarkFields) {
  PixelImage bright({100, 100}, 3);
  draw_label(bright, {0, 50, 50, 90}, "I", {255, 255, 0});
  PixelImage dark({100, 100}, 3);
  draw_label(dark, {0, 50, 50, 90}, "I", {0, 0, 255});
  const int black_dots = count_painted(dark) - count_painted(bright);
  EXPECT_EQ(black_dots, 5 + 5 + 5);  // two serifs and the stem
}

TEST(DrawTest, RelativeBoxesAreCutToThePicture) {
  EXPECT_EQ(to_pixel_box(.5f, .5f, .5f, .5f, {100, 200}), (PixelBox{25, 50, 75, 150}));
  EXPECT_EQ(to_pixel_box(0, 1, 1, 1, {100, 200}), (PixelBox{0, 100, 50, 200}));
  EXPECT_EQ(to_pixel_box(0, 0, 1e30f, 1e30f, {100, 200}), (PixelBox{0, 0, 100, 200}));
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(to_pixel_box(.5f, .5f, kInfinity, .5f, {100, 200}), PixelBox{});
  EXPECT_EQ(to_pixel_box(std::nanf(""), .5f, .5f, .5f, {100, 200}), PixelBox{});
}

TEST(DrawTest, ClassColoursDifferAndStayOnTheRamp) {
  EXPECT_EQ(class_color(0, 80), (Color{255, 0, 255}));
  std::set<std::tuple<int, int, int>> colors;
  for (int i = 0; i < 80; ++i) {
    const Color color = class_color(i, 80);
    colors.insert({color.red, color.green, color.blue});
  }
  EXPECT_EQ(colors.size(), 80u);
  EXPECT_EQ(class_color(0, 1), (Color{255, 0, 255}));
}

TEST(DrawTest, LinesGrowWithThePicture) {
  EXPECT_EQ(line_thickness(10), 1);
  EXPECT_EQ(line_thickness(1000), 6);
}

TEST(FontTest, EveryCharacterHasAShapeOfItsOwn) {
  std::set<std::string> shapes;
  for (char character = ' '; character <= '~'; ++character) {
    std::string shape;
    for (int y = 0; y < kGlyphHeight; ++y) {
      for (int x = 0; x < kGlyphWidth; ++x) shape += glyph_dot(character, x, y) ? '#' : '.';
    }
    shapes.insert(shape);
  }
  EXPECT_EQ(shapes.size(), 95u);
  EXPECT_FALSE(glyph_dot(' ', 2, 3));
  EXPECT_TRUE(glyph_dot('-', 0, 3));
  EXPECT_EQ(glyph_dot('\n', 2, 6), glyph_dot('?', 2, 6));
  EXPECT_EQ(glyph_dot('\xE9', 1, 0), glyph_dot('?', 1, 0));
}

}  // namespace
}  // namespace dn
