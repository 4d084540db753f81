// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/resizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/image/load_image.h"
#include "darknet/image/simd4.h"

namespace dn {
namespace {

PixelImage make_image(ImageSize size, int channels, const std::vector<std::uint8_t>& bytes) {
  PixelImage image(size, channels);
  EXPECT_EQ(bytes.size(), image.byte_count());
  std::copy(bytes.begin(), bytes.end(), image.data());
  return image;
}

// Every pixel and channel with a value of its own.
PixelImage make_pattern(ImageSize size, int channels) {
  PixelImage image(size, channels);
  for (std::size_t i = 0; i < image.byte_count(); ++i) {
    image.data()[i] = static_cast<std::uint8_t>(i * 37 + i / 7);
  }
  return image;
}

std::vector<float> resize(const PixelImage& image, ImageSize input, Fit fit = Fit::kStretch) {
  Resizer resizer(image.size(), input, image.channels(), fit);
  std::vector<float> out(resizer.input_floats(), -1.0f);
  EXPECT_TRUE(resizer.run(image, out));
  return out;
}

// Sums of such floats round, hence a little room.
void expect_bytes(const std::vector<float>& got, const std::vector<float>& want_in_255) {
  ASSERT_EQ(got.size(), want_in_255.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    EXPECT_NEAR(got[i] * 255.0f, want_in_255[i], 1e-4f) << "element " << i;
  }
}

TEST(ResizerTest, EveryByteBecomesTheNearestFloatOfItsFraction) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::uint8_t four[4] = {static_cast<std::uint8_t>(byte), 0, 255,
                                  static_cast<std::uint8_t>(255 - byte)};
    EXPECT_EQ(byte_to_unit(four[0]), static_cast<float>(byte) / 255.0f);
    const Simd4 lanes = bytes_to_unit4(four);
    EXPECT_EQ(lanes[0], static_cast<float>(byte) / 255.0f);
    EXPECT_EQ(lanes[1], 0.0f);
    EXPECT_EQ(lanes[2], 1.0f);
    EXPECT_EQ(lanes[3], static_cast<float>(255 - byte) / 255.0f);
  }
}

TEST(ResizerTest, SameSizeGivesTheBytesAsFractionsChannelsLast) {
  for (const int channels : {1, 3}) {
    const PixelImage image = make_pattern({7, 5}, channels);
    const std::vector<float> out = resize(image, {7, 5});
    for (std::size_t i = 0; i < out.size(); ++i) {
      EXPECT_EQ(out[i], static_cast<float>(image.data()[i]) / 255.0f) << "element " << i;
    }
  }
}

TEST(ResizerTest, EnlargingBlendsNeighboursAndKeepsTheCorners) {
  const PixelImage image = make_image({2, 2}, 1, {0, 100, 200, 60});
  expect_bytes(resize(image, {3, 3}), {0, 50, 100, 100, 90, 80, 200, 130, 60});
}

TEST(ResizerTest, EnlargesColoursWithoutMixingChannels) {
  const PixelImage image = make_image({2, 1}, 3, {0, 100, 200, 50, 250, 100});
  expect_bytes(resize(image, {6, 1}), {0, 100, 200, 10, 130, 180, 20, 160, 160,  //
                                       30, 190, 140, 40, 220, 120, 50, 250, 100});
}

TEST(ResizerTest, ShrinkingSkipsWhatLiesBetween) {
  const PixelImage image = make_image({5, 1}, 1, {10, 99, 30, 99, 50});
  expect_bytes(resize(image, {3, 1}), {10, 30, 50});
}

TEST(ResizerTest, ASinglePixelFillsTheInput) {
  const PixelImage image = make_image({1, 1}, 3, {10, 20, 30});
  expect_bytes(resize(image, {2, 2}), {10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30});
}

TEST(ResizerTest, AnInputOfOnePixelTakesTheLastOne) {
  const PixelImage image = make_image({3, 2}, 1, {1, 2, 3, 4, 5, 6});
  expect_bytes(resize(image, {1, 1}), {6});
}

TEST(ResizerTest, TheLastRowAndColumnAreCopiedWhateverTheRounding) {
  for (int side = 1; side <= 700; ++side) {
    PixelImage image({2, 611}, 1);
    image.at(1, 610)[0] = 255;
    EXPECT_EQ(resize(image, {2, side}).back(), 1.0f) << side;
  }
}

TEST(ResizerTest, LetterboxOfAWidePictureLeavesGreyAboveAndBelow) {
  const PixelImage image = make_image({4, 2}, 1, {255, 255, 255, 255, 255, 255, 255, 255});
  Resizer resizer(image.size(), {4, 5}, 1, Fit::kLetterbox);
  EXPECT_EQ(resizer.placement(), (Placement{0, 1, 4, 2}));  // (5 - 2) / 2 is cut down to 1
  std::vector<float> want(20, 0.5f);
  std::fill_n(want.begin() + 4, 8, 1.0f);
  EXPECT_EQ(resize(image, {4, 5}, Fit::kLetterbox), want);
}

TEST(ResizerTest, LetterboxOfATallPictureLeavesGreyOnBothSides) {
  const PixelImage image = make_image({1, 3}, 3, {255, 0, 0, 255, 0, 0, 255, 0, 0});
  Resizer resizer(image.size(), {4, 3}, 3, Fit::kLetterbox);
  EXPECT_EQ(resizer.placement(), (Placement{1, 0, 1, 3}));
  const std::vector<float> out = resize(image, {4, 3}, Fit::kLetterbox);
  for (int y = 0; y < 3; ++y) {
    const std::vector<float> row(out.begin() + y * 12, out.begin() + (y + 1) * 12);
    EXPECT_EQ(row, (std::vector<float>{.5f, .5f, .5f, 1, 0, 0, .5f, .5f, .5f, .5f, .5f, .5f}));
  }
}

TEST(ResizerTest, LetterboxTruncatesTheFittedSideButNeverToNothing) {
  EXPECT_EQ(Resizer({768, 576}, {417, 417}, 3, Fit::kLetterbox).placement(),
            (Placement{0, 52, 417, 312}));
  EXPECT_EQ(Resizer({10000, 1}, {416, 416}, 3, Fit::kLetterbox).placement(),
            (Placement{0, 207, 416, 1}));
}

TEST(ResizerTest, CentreCropScalesTheShorterSideAndCutsTheLonger) {
  const PixelImage wide = make_image({6, 2}, 1, {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16});
  expect_bytes(resize(wide, {2, 2}, Fit::kCenterCrop), {3, 4, 13, 14});
  const PixelImage tall = make_image({2, 5}, 1, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  expect_bytes(resize(tall, {2, 2}, Fit::kCenterCrop), {3, 4, 5, 6});  // (5 - 2) / 2 is 1
}

TEST(ResizerTest, CentreCropOfATallInputRepeatsTheEdgeRows) {
  const PixelImage image = make_image({2, 2}, 1, {1, 2, 3, 4});
  expect_bytes(resize(image, {2, 4}, Fit::kCenterCrop), {1, 2, 1, 2, 3, 4, 3, 4});
}

TEST(ResizerTest, RunsAgainWithoutATraceOfTheFirstPicture) {
  Resizer resizer({9, 8}, {5, 6}, 3, Fit::kStretch);
  std::vector<float> again(resizer.input_floats());
  ASSERT_TRUE(resizer.run(PixelImage({9, 8}, 3), again));
  const PixelImage image = make_pattern({9, 8}, 3);
  ASSERT_TRUE(resizer.run(image, again));
  EXPECT_EQ(again, resize(image, {5, 6}));
}

TEST(ResizerTest, RefusesWhatItWasNotPreparedFor) {
  Resizer resizer({4, 4}, {2, 2}, 3, Fit::kStretch);
  std::vector<float> input(12, -1.0f);
  EXPECT_FALSE(resizer.run(PixelImage({4, 5}, 3), input));
  EXPECT_FALSE(resizer.run(PixelImage({4, 4}, 1), input));
  EXPECT_FALSE(resizer.run(PixelImage({4, 4}, 3), std::span(input).first(11)));
  EXPECT_EQ(input, std::vector<float>(12, -1.0f));
}

TEST(ResizerTest, RefusesEmptySizesAndOddChannelCounts) {
  EXPECT_THROW(Resizer({0, 4}, {2, 2}, 3, Fit::kStretch), Error);
  EXPECT_THROW(Resizer({4, 4}, {2, 0}, 3, Fit::kStretch), Error);
  EXPECT_THROW(Resizer({4, 4}, {2, 2}, 4, Fit::kStretch), Error);
}

// Network inputs recorded from Darknet: planar, 320 x 320.
void compare_with_recorded(const std::string& photo, const std::string& suffix, Fit fit) {
  constexpr int kSide = 320;
  const std::string recorded = "../shared/golden/real/inputs/" + photo + "_320x320" + suffix;
  const std::string path = "../shared/images/darknet/" + photo + ".jpg";
  if (!file_exists(recorded) || !file_exists(path)) {
    GTEST_SKIP() << "the recorded inputs are not here: " << recorded;
  }
  const std::vector<std::byte> bytes = read_binary_file(recorded);
  std::vector<float> want(bytes.size() / sizeof(float));
  std::memcpy(want.data(), bytes.data(), want.size() * sizeof(float));
  const std::vector<float> got = resize(load_image(path, 3), {kSide, kSide}, fit);
  ASSERT_EQ(got.size(), want.size());
  float largest = 0.0f;
  for (std::size_t i = 0; i < got.size(); ++i) {
    const std::size_t pixel = i / 3;
    const std::size_t channel = i % 3;
    largest = std::max(largest, std::abs(got[i] - want[channel * kSide * kSide + pixel]));
  }
  EXPECT_LE(largest, 1e-6f);
}

class RecordedInputTest : public testing::TestWithParam<const char*> {};

TEST_P(RecordedInputTest, StretchedPhotoEqualsDarknets) {
  compare_with_recorded(GetParam(), ".bin", Fit::kStretch);
}

INSTANTIATE_TEST_SUITE_P(Photos, RecordedInputTest,
                         testing::Values("dog", "eagle", "giraffe", "horses", "person", "scream"));

TEST(RecordedLetterboxTest, LetterboxedPhotoEqualsDarknets) {
  compare_with_recorded("dog", "_letterbox.bin", Fit::kLetterbox);
}

}  // namespace
}  // namespace dn
