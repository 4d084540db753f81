// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/preprocess.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/device/open_device.h"
#include "darknet/image/resizer.h"
#include "darknet/ops/cuda/cast.h"

namespace dn::cuda {
namespace {

// Neighbours differ much, so that a wrong tap or fraction shows.
PixelImage make_pattern(ImageSize size, int channels) {
  PixelImage image(size, channels);
  unsigned state = 12345;
  for (std::size_t i = 0; i < image.byte_count(); ++i) {
    state = state * 1664525u + 1013904223u;
    image.data()[i] = static_cast<std::uint8_t>(state >> 24);
  }
  return image;
}

class PreprocessorTest : public testing::Test {
 protected:
  // What the GPU makes of the image; halves come back as floats.
  std::vector<float> run(const PixelImage& image, ImageSize input, Fit fit, ElementType type) {
    const Preprocessor preprocessor(image.size(), input, image.channels(), fit, type);
    const std::size_t count = preprocessor.input_bytes().value / size_of(type);
    const DeviceBlock picture = device_->allocate(preprocessor.picture_bytes(), "picture");
    const DeviceBlock filled = device_->allocate(preprocessor.input_bytes(), "input");
    const DeviceBlock floats = device_->allocate(floats_to_bytes(count), "floats");
    stream_->copy(picture.data(), image.data(), preprocessor.picture_bytes());
    preprocessor.run(reinterpret_cast<const std::uint8_t*>(picture.data()), filled.data(),
                     *stream_);
    const std::byte* result = filled.data();
    if (type == ElementType::kHalf) {
      cast(result, type, floats.data(), ElementType::kFloat, count, *stream_);
      result = floats.data();
    }
    std::vector<float> values(count);
    stream_->copy(values.data(), result, floats_to_bytes(count));
    stream_->synchronize();
    return values;
  }

  void expect_as_on_the_host(ImageSize source, ImageSize input, int channels, Fit fit) {
    const PixelImage image = make_pattern(source, channels);
    Resizer resizer(source, input, channels, fit);
    std::vector<float> want(resizer.input_floats());
    ASSERT_TRUE(resizer.run(image, want));
    for (const ElementType type : {ElementType::kFloat, ElementType::kHalf}) {
      // A half between 0.5 and 1 is rounded by at most 2^-12.
      const float tolerance = type == ElementType::kFloat ? 1e-6f : 0x1p-12f + 1e-6f;
      const std::vector<float> got = run(image, input, fit, type);
      ASSERT_EQ(got.size(), want.size());
      for (std::size_t i = 0; i < want.size(); ++i) {
        ASSERT_NEAR(got[i], want[i], tolerance)
            << "value " << i << " of " << source.width << "x" << source.height << "x" << channels
            << " to " << input.width << "x" << input.height << ", fit " << static_cast<int>(fit);
      }
    }
  }

  const std::unique_ptr<Device> device_ = open_device("cuda:0");
  const std::unique_ptr<Stream> stream_ = device_->make_stream(StreamPriority::kNormal);
};

// Smaller, larger, by primes, by whole factors, single rows and columns, in every combination.
TEST_F(PreprocessorTest, EqualsTheHostsResizer) {
  const ImageSize sizes[] = {{1, 1}, {1, 9},   {9, 1},   {2, 2},   {3, 7},
                             {8, 8}, {17, 11}, {64, 48}, {97, 89}, {160, 32}};
  for (const ImageSize source : sizes) {
    for (const ImageSize input : sizes) {
      for (const Fit fit : {Fit::kStretch, Fit::kLetterbox, Fit::kCenterCrop}) {
        for (const int channels : {1, 3}) expect_as_on_the_host(source, input, channels, fit);
      }
    }
  }
}

TEST_F(PreprocessorTest, PicturesOfCamerasForDetectors) {
  expect_as_on_the_host({1280, 720}, {416, 416}, 3, Fit::kStretch);
  expect_as_on_the_host({768, 576}, {417, 417}, 3, Fit::kLetterbox);
  expect_as_on_the_host({500, 375}, {224, 224}, 3, Fit::kCenterCrop);
}

TEST_F(PreprocessorTest, SameSizeGivesEveryByteAsItsFraction) {
  PixelImage image({256, 1}, 1);
  for (int i = 0; i < 256; ++i) image.data()[i] = static_cast<std::uint8_t>(i);
  const auto got = run(image, {256, 1}, Fit::kStretch, ElementType::kFloat);
  for (int i = 0; i < 256; ++i) EXPECT_NEAR(got[i], static_cast<float>(i) / 255.f, 1e-7f);
}

TEST_F(PreprocessorTest, MoreRowsThanAGridHas) {
  expect_as_on_the_host({1, 3}, {1, 70000}, 1, Fit::kStretch);
}

TEST_F(PreprocessorTest, ChannelsStayApart) {
  PixelImage image({2, 1}, 3);
  const std::uint8_t bytes[] = {255, 0, 51, 0, 255, 51};
  std::memcpy(image.data(), bytes, sizeof bytes);
  const auto got = run(image, {3, 1}, Fit::kStretch, ElementType::kFloat);
  const float want[] = {1, 0, .2f, .5f, .5f, .2f, 0, 1, .2f};
  for (int i = 0; i < 9; ++i) EXPECT_NEAR(got[i], want[i], 1e-6f) << i;
}

TEST(PreprocessorSizes, AreThoseOfItsMemory) {
  const Preprocessor halves({640, 480}, {416, 320}, 3, Fit::kLetterbox, ElementType::kHalf);
  EXPECT_EQ(halves.picture_bytes(), Bytes(640 * 480 * 3));
  EXPECT_EQ(halves.input_bytes(), Bytes(416 * 320 * 3 * 2));
  EXPECT_EQ(halves.plan().placement, (Placement{0, 4, 416, 312}));
}

TEST(PreprocessorSizes, RefusesWhatTheHostRefuses) {
  EXPECT_THROW(Preprocessor({0, 4}, {2, 2}, 3, Fit::kStretch, ElementType::kFloat), Error);
  EXPECT_THROW(Preprocessor({4, 4}, {2, -2}, 3, Fit::kStretch, ElementType::kFloat), Error);
  EXPECT_THROW(Preprocessor({4, 4}, {2, 2}, 2, Fit::kStretch, ElementType::kFloat), Error);
}

}  // namespace
}  // namespace dn::cuda
