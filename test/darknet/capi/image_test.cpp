// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "darknet/image/pixel_image.h"
#include "darknet/image/resizer.h"
#include "darknet/image/save_image.h"
#include "darknet/include/darknet.h"
#include "darknet/tensor/layout.h"
#include "test/darknet/capi/one_line.h"
#include "test/support/temp_dir.h"

// Images through the C interface.
namespace dn::test {
namespace {

PixelImage pattern(int w, int h) {
  PixelImage pixels({w, h}, 3);
  for (std::size_t i = 0; i < pixels.byte_count(); ++i) {
    pixels.data()[i] = static_cast<std::uint8_t>(i * 37 % 251);
  }
  return pixels;
}

image as_image(const PixelImage& pixels) {
  const image im = make_image(pixels.width(), pixels.height(), pixels.channels());
  copy_image_from_bytes(im, reinterpret_cast<const char*>(pixels.data()));
  return im;
}

// What the engine makes of the picture, in planar order.
std::vector<float> fitted(const PixelImage& pixels, ImageSize size, Fit fit) {
  const Shape shape{1, pixels.channels(), size.height, size.width};
  std::vector<float> interleaved(shape.count()), planar(shape.count());
  Resizer resizer(pixels.size(), size, pixels.channels(), fit);
  EXPECT_TRUE(resizer.run(pixels, interleaved));
  channels_last_to_planar(shape, interleaved, planar);
  return planar;
}

void expect_values(const image& im, const std::vector<float>& want) {
  ASSERT_EQ(static_cast<std::size_t>(im.w) * im.h * im.c, want.size());
  ASSERT_NE(im.data, nullptr);
  EXPECT_TRUE(std::equal(want.begin(), want.end(), im.data));
}

TEST(CApiImage, BytesBecomePlanes) {
  const image im = make_image(2, 1, 3);
  expect_values(im, std::vector<float>(6, 0.f));
  const char bytes[] = {0, 51, 102, static_cast<char>(255), 0, 51};
  copy_image_from_bytes(im, bytes);
  expect_values(im, {0, 1, .2f, 0, .4f, .2f});
  rgbgr_image(im);
  expect_values(im, {.4f, .2f, .2f, 0, 0, 1});
  free_image(im);
}

TEST(CApiImage, ResizesAsTheEngineDoes) {
  const PixelImage pixels = pattern(13, 7);
  const image im = as_image(pixels);
  for (const ImageSize size : {ImageSize{5, 9}, {13, 7}, {1, 1}, {40, 3}}) {
    const image stretched = resize_image(im, size.width, size.height);
    expect_values(stretched, fitted(pixels, size, Fit::kStretch));
    free_image(stretched);
    const image letterboxed = letterbox_image(im, size.width, size.height);
    expect_values(letterboxed, fitted(pixels, size, Fit::kLetterbox));
    free_image(letterboxed);
  }
  free_image(im);
}

TEST(CApiImage, ResizesASinglePixel) {
  const image im = make_image(1, 1, 2);
  im.data[0] = .25f;
  im.data[1] = .75f;
  const image larger = resize_image(im, 2, 2);
  expect_values(larger, {.25f, .25f, .25f, .25f, .75f, .75f, .75f, .75f});
  free_image(larger);
  free_image(im);
}

TEST(CApiImage, Loads) {
  const TempDir dir;
  const PixelImage pixels = pattern(6, 5);
  save_png(dir / "a.png", pixels);
  const image as_it_is = load_image_color((dir / "a.png").c_str(), 0, 0);
  expect_values(as_it_is, fitted(pixels, {6, 5}, Fit::kStretch));
  free_image(as_it_is);
  const image resized = load_image_color((dir / "a.png").c_str(), 3, 4);
  expect_values(resized, fitted(pixels, {3, 4}, Fit::kStretch));
  free_image(resized);
}

TEST(CApiImage, RefusedOnes) {
  const auto expect_none = [](const image& im) {
    EXPECT_EQ(im.data, nullptr);
    EXPECT_EQ(im.w + im.h + im.c, 0);
  };
  expect_one_line({"load_image_color", "none.jpg"},
                  [&] { expect_none(load_image_color("none.jpg", 0, 0)); });
  expect_one_line({"filename is NULL"}, [&] { expect_none(load_image_color(nullptr, 0, 0)); });
  expect_one_line({"make_image", "-1 x 2 x 3"}, [&] { expect_none(make_image(-1, 2, 3)); });
  expect_one_line({"cannot be made"}, [&] { expect_none(make_image(1 << 30, 1 << 30, 4)); });
  const image grey = make_image(2, 2, 1);
  expect_one_line({"resize_image"}, [&] { expect_none(resize_image(grey, 0, 2)); });
  expect_one_line({"rgbgr_image", "three"}, [&] { rgbgr_image(grey); });
  expect_one_line({"bytes is NULL"}, [&] { copy_image_from_bytes(grey, nullptr); });
  free_image(grey);
  expect_one_line({"no data"}, [&] {
    expect_none(letterbox_image(image{2, 2, 1, nullptr}, 2, 2));
  });
}

}  // namespace
}  // namespace dn::test
