// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/load_image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/image/save_image.h"
#include "darknet/image/stb/stb.h"
#include "darknet/image/synthetic_scene.h"

namespace dn {
namespace {

using File = std::vector<std::byte>;

std::string temporary_path(const std::string& name) { return testing::TempDir() + "/dn_" + name; }

void put_little(File& file, std::size_t at, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    file[at + static_cast<std::size_t>(i)] = static_cast<std::byte>(value >> (8 * i));
  }
}

// 2 x 2 pixels, 24 bits, bottom row first: blue, green / red, white.
File make_bmp() {
  File file(54 + 16);
  file[0] = std::byte{'B'};
  file[1] = std::byte{'M'};
  put_little(file, 2, 70, 4);
  put_little(file, 10, 54, 4);
  put_little(file, 14, 40, 4);
  put_little(file, 18, 2, 4);
  put_little(file, 22, 2, 4);
  put_little(file, 26, 1, 2);
  put_little(file, 28, 24, 2);
  put_little(file, 54, 0x0000FF, 3);  // blue, green, red
  put_little(file, 57, 0x00FF00, 3);
  put_little(file, 62, 0xFF0000, 3);
  put_little(file, 65, 0xFFFFFF, 3);
  return file;
}

std::string error_of(const File& file) {
  try {
    decode_image(file, 3, "x");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::kBadInput);
    return error.what();
  }
  return "no error";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void expect_every_beginning_refused(const File& file) {
  ASSERT_EQ(error_of(file), "no error");
  for (std::size_t size = 0; size < file.size(); ++size) {
    const File part(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
    ASSERT_NE(error_of(part), "no error") << size << " of " << file.size() << " bytes";
  }
}

TEST(LoadImageTest, ReadsABmpFromTopToBottomAsRgb) {
  const PixelImage image = decode_image(make_bmp(), 3, "x");
  ASSERT_EQ(image.size(), (ImageSize{2, 2}));
  const std::uint8_t want[] = {255, 0, 0, 255, 255, 255, 0, 0, 255, 0, 255, 0};
  EXPECT_TRUE(std::equal(std::begin(want), std::end(want), image.data()));
}

TEST(LoadImageTest, ReadsAsGreyOnRequest) {
  const PixelImage image = decode_image(make_bmp(), 1, "x");
  EXPECT_EQ(image.channels(), 1);
  EXPECT_EQ(image.at(1, 0)[0], 255);
  EXPECT_LT(image.at(0, 1)[0], image.at(1, 1)[0]);  // blue is darker than green
  EXPECT_THROW(decode_image(make_bmp(), 4, "x"), Error);
}

TEST(LoadImageTest, PngComesBackAsWritten) {
  const PixelImage scene = draw_scene(3, {61, 37});
  const std::string path = temporary_path("round_trip.png");
  save_png(path, scene);
  EXPECT_EQ(load_image(path, 3), scene);
}

TEST(LoadImageTest, JpegComesBackAlmostAsWritten) {
  PixelImage grey({40, 24}, 3);
  std::fill_n(grey.data(), grey.byte_count(), std::uint8_t{130});
  const std::string path = temporary_path("round_trip.JPG");
  save_image(path, grey);
  const PixelImage back = load_image(path, 3);
  ASSERT_EQ(back.size(), grey.size());
  for (std::size_t i = 0; i < back.byte_count(); ++i) {
    ASSERT_LE(std::abs(back.data()[i] - 130), 2) << i;
  }
}

TEST(LoadImageTest, RefusesWhatIsNoFileOrNoImage) {
  EXPECT_THROW(load_image(temporary_path("missing.jpg"), 3), Error);
  EXPECT_THROW(load_image(testing::TempDir(), 3), Error);
  EXPECT_TRUE(contains(error_of({}), "empty"));
  const std::string path = temporary_path("text.jpg");
  write_file_atomically(path, "this is no picture");
  EXPECT_THROW(load_image(path, 3), Error);
}

TEST(LoadImageTest, EveryTruncatedJpegIsRefused) {
  expect_every_beginning_refused(stb::encode_jpeg(draw_scene(1, {32, 24}), 80));
}

TEST(LoadImageTest, EveryTruncatedPngIsRefused) {
  expect_every_beginning_refused(stb::encode_png(draw_scene(1, {16, 12})));
}

TEST(LoadImageTest, EveryTruncatedBmpIsRefused) { expect_every_beginning_refused(make_bmp()); }

TEST(LoadImageTest, SaysThatAFileIsTruncated) {
  File jpeg = stb::encode_jpeg(draw_scene(1, {32, 24}), 80);
  jpeg.resize(jpeg.size() - 2);
  EXPECT_TRUE(contains(error_of(jpeg), "truncated")) << error_of(jpeg);
  File png = stb::encode_png(draw_scene(1, {32, 24}));
  png.resize(png.size() - 12);
  EXPECT_TRUE(contains(error_of(png), "truncated")) << error_of(png);
}

TEST(LoadImageTest, BytesBehindTheEndAreIgnored) {
  File jpeg = stb::encode_jpeg(draw_scene(1, {32, 24}), 80);
  jpeg.resize(jpeg.size() + 100);
  EXPECT_EQ(error_of(jpeg), "no error");
}

TEST(LoadImageTest, AnEndMarkerInsideAThumbnailIsNotTheEnd) {
  const File whole = stb::encode_jpeg(draw_scene(1, {32, 24}), 80);
  File jpeg = {std::byte{0xFF}, std::byte{0xD8}, std::byte{0xFF}, std::byte{0xE1},
               std::byte{0},    std::byte{4},    std::byte{0xFF}, std::byte{0xD9}};
  jpeg.insert(jpeg.end(), whole.begin() + 2, whole.end());
  EXPECT_EQ(error_of(jpeg), "no error");
  jpeg.resize(jpeg.size() / 2);
  EXPECT_TRUE(contains(error_of(jpeg), "truncated"));
}

TEST(LoadImageTest, APngWithAFlippedBitIsRefused) {
  const File png = stb::encode_png(draw_scene(1, {8, 6}));
  for (std::size_t i = 0; i < png.size(); ++i) {
    File damaged = png;
    damaged[i] ^= std::byte{0x10};
    EXPECT_NE(error_of(damaged), "no error") << "byte " << i;
  }
}

TEST(LoadImageTest, HugePicturesAreRefusedByTheirHeader) {
  File bmp = make_bmp();
  put_little(bmp, 18, 100000, 4);
  EXPECT_TRUE(contains(error_of(bmp), "100000 x 2")) << error_of(bmp);
  put_little(bmp, 18, 16000, 4);
  put_little(bmp, 22, 16000, 4);
  EXPECT_TRUE(contains(error_of(bmp), "scale it down")) << error_of(bmp);

  File png = stb::encode_png(draw_scene(1, {8, 6}));
  png[16] = png[20] = std::byte{0x7F};
  EXPECT_TRUE(contains(error_of(png), "scale it down")) << error_of(png);

  File jpeg = stb::encode_jpeg(draw_scene(1, {16, 16}), 80);
  for (std::size_t i = 0; i + 8 < jpeg.size(); ++i) {
    if (jpeg[i] == std::byte{0xFF} && jpeg[i + 1] == std::byte{0xC0}) {
      for (std::size_t side = i + 5; side < i + 9; ++side) jpeg[side] = std::byte{0xFF};
    }
  }
  EXPECT_TRUE(contains(error_of(jpeg), "65535 x 65535")) << error_of(jpeg);
}

TEST(LoadImageTest, AJpegWithTooManyHuffmanCodesIsRefused) {
  File jpeg = stb::encode_jpeg(draw_scene(1, {32, 24}), 80);
  for (std::size_t i = 0; i + 21 < jpeg.size(); ++i) {
    if (jpeg[i] == std::byte{0xFF} && jpeg[i + 1] == std::byte{0xC4}) jpeg[i + 20] = std::byte{255};
  }
  EXPECT_TRUE(contains(error_of(jpeg), "Huffman")) << error_of(jpeg);
}

TEST(LoadImageTest, ABmpWhoseNumbersOverflowIsRefused) {
  File bmp = make_bmp();
  put_little(bmp, 22, 0x80000000u, 4);
  EXPECT_NE(error_of(bmp), "no error");
  put_little(bmp, 18, 0xFFFFFFFFu, 4);
  put_little(bmp, 28, 0xFFFF, 2);
  EXPECT_NE(error_of(bmp), "no error");
}

TEST(SaveImageTest, SaysWhenAFileCannotBeWritten) {
  const PixelImage image({4, 4}, 3);
  for (const char* name : {"/no/such/directory/x.jpg", "/no/such/directory/x.png"}) {
    try {
      save_image(name, image);
      FAIL() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::kSystemFailure);
    }
  }
  EXPECT_THROW(save_image(temporary_path("x.gif"), image), Error);
}

}  // namespace
}  // namespace dn
