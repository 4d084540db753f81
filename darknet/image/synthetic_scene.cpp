// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/synthetic_scene.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "darknet/image/draw.h"

namespace dn {
namespace {

// Sides in the painter are thousandths of the picture's height, so that a scene looks alike at any
// size; the width of the picture in these units follows from its shape.
constexpr int kUnits = 1000;
constexpr int kHorizon = 620;  // where the houses stand
constexpr int kRoad = 700;

class ScenePainter {
 public:
  ScenePainter(std::uint64_t seed, ImageSize size) : image_(size, 3), state_(seed) {
    width_ = static_cast<int>(std::int64_t{kUnits} * size.width / size.height);
  }

  PixelImage paint() {
    paint_sky();
    paint_ground();
    for (int x = -pick(0, 80); x < width_; x += pick(0, 60)) x += paint_house(x);
    for (int i = pick(1, 4); i > 0; --i) paint_tree();
    for (int i = pick(1, 4); i > 0; --i) paint_person();
    for (int i = pick(1, 3); i > 0; --i) paint_car();
    paint_grain();
    return std::move(image_);
  }

 private:
  // splitmix64 (Steele, Lea and Flood, 2014).
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ull;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }

  // Uniform in [low, high]; `low` where the range is empty. At most one call an expression: C++
  // leaves the order of a call's arguments open, and a scene must not depend on the compiler.
  int pick(int low, int high) {
    const int count = std::max(high - low + 1, 1);
    return low + static_cast<int>(next() % static_cast<std::uint64_t>(count));
  }

  Color pick_color(int low, int high) {
    const int red = pick(low, high);
    const int green = pick(low, high);
    const int blue = pick(low, high);
    return {static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
            static_cast<std::uint8_t>(blue)};
  }

  int pixels(int units) const {
    return static_cast<int>(std::int64_t{units} * image_.height() / kUnits);
  }

  void box(int left, int top, int right, int bottom, Color color) {
    fill_box(image_, {pixels(left), pixels(top), pixels(right), pixels(bottom)}, color);
  }

  void disc(int x, int y, int radius, Color color) {
    fill_disc(image_, pixels(x), pixels(y), pixels(radius), color);
  }

  void paint_sky() {
    const Color top = pick_color(60, 190);
    for (int y = 0; y < image_.height(); ++y) {
      const auto lighten = [&](std::uint8_t channel) {
        return static_cast<std::uint8_t>(channel + (240 - channel) * y / image_.height());
      };
      fill_box(image_, {0, y, image_.width(), y + 1},
               {lighten(top.red), lighten(top.green), lighten(top.blue)});
    }
    const int sun_x = pick(0, width_);
    const int sun_y = pick(60, 200);
    disc(sun_x, sun_y, 45, {255, 240, 170});
  }

  void paint_ground() {
    box(0, kHorizon, width_ + 1, kRoad, {150, 145, 138});
    box(0, kRoad, width_ + 1, kUnits + 1, {72, 72, 76});
    for (int x = -pick(0, 150); x < width_; x += 200) box(x, 845, x + 100, 857, {235, 235, 220});
  }

  // Returns how wide it is.
  int paint_house(int left) {
    const int width = pick(150, 320);
    const int top = pick(150, 450);
    box(left, top, left + width, kHorizon, pick_color(70, 200));
    const Color glass = pick(0, 1) == 0 ? Color{250, 225, 140} : Color{70, 90, 115};
    for (int y = top + 25; y + 45 < kHorizon - 70; y += 75) {
      for (int x = left + 20; x + 35 < left + width; x += 60) box(x, y, x + 35, y + 45, glass);
    }
    const int door = left + pick(20, width - 60);
    box(door, kHorizon - 60, door + 40, kHorizon, {90, 60, 40});
    return width;
  }

  void paint_tree() {
    const int x = pick(0, width_);
    const int height = pick(150, 280);
    const int crown = height * 2 / 5;
    box(x - 10, kRoad - 20 - height, x + 10, kRoad - 20, {95, 70, 45});
    const int red = pick(20, 70);
    const int green = pick(100, 160);
    const Color leaves{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green), 45};
    disc(x, kRoad - 20 - height, crown, leaves);
    disc(x - crown / 2, kRoad - 20 - height + crown / 2, crown * 3 / 4, leaves);
    disc(x + crown / 2, kRoad - 20 - height + crown / 2, crown * 3 / 4, leaves);
  }

  void paint_person() {
    const int x = pick(0, width_);
    const int feet = pick(650, 720);
    const int height = pick(130, 190);
    const Color coat = pick_color(30, 230);
    const Color trousers = pick_color(20, 110);
    box(x - height / 8, feet - height / 2, x - height / 40, feet, trousers);
    box(x + height / 40, feet - height / 2, x + height / 8, feet, trousers);
    box(x - height / 6, feet - height * 4 / 5, x + height / 6, feet - height * 9 / 20, coat);
    disc(x, feet - height * 9 / 10, height / 10, {224, 180, 150});
  }

  void paint_car() {
    const int left = pick(-100, width_);
    const int bottom = pick(780, 940);
    const int length = pick(280, 420);
    const int height = length / 3;
    const Color body = pick_color(20, 240);
    const int roof = bottom - height;
    box(left + length / 5, roof, left + length * 4 / 5, bottom - height / 2, body);
    box(left + length / 4, roof + height / 10, left + length * 19 / 40, bottom - height / 2,
        {165, 200, 215});
    box(left + length * 21 / 40, roof + height / 10, left + length * 3 / 4, bottom - height / 2,
        {165, 200, 215});
    box(left, bottom - height / 2, left + length, bottom - height / 6, body);
    for (const int wheel : {left + length / 5, left + length * 4 / 5}) {
      disc(wheel, bottom - height / 6, height / 5, {25, 25, 28});
      disc(wheel, bottom - height / 6, height / 10, {180, 180, 185});
    }
  }

  // Sensor noise, so that a file is not unnaturally small.
  void paint_grain() {
    std::uint8_t* bytes = image_.data();
    for (std::size_t i = 0; i < image_.byte_count(); ++i) {
      bytes[i] = static_cast<std::uint8_t>(std::clamp(bytes[i] + pick(-6, 6), 0, 255));
    }
  }

  PixelImage image_;
  std::uint64_t state_;
  int width_ = 0;
};

}  // namespace

PixelImage draw_scene(std::uint64_t seed, ImageSize size) {
  return ScenePainter(seed, size).paint();
}

}  // namespace dn
