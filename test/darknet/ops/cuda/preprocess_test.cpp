// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/preprocess.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

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

class PreprocessTest : public testing::Test {
 protected:
  // What the GPU makes of the image; halves come back as floats.
  std::vector<float> run(const PixelImage& image, ImageSize input, Fit fit, ElementType type) {
    const ResizePlan plan = plan_resize(image.size(), input, image.channels(), fit);
    const auto count = static_cast<std::size_t>(input.width) *
                       static_cast<std::size_t>(input.height) *
                       static_cast<std::size_t>(image.channels());
    const Bytes picture_bytes(plan.picture_bytes());
    const DeviceBlock picture = device_->allocate(picture_bytes, "picture");
    const DeviceBlock filled = device_->allocate(Bytes(count * size_of(type)), "input");
    const DeviceBlock floats = device_->allocate(floats_to_bytes(count), "floats");
    stream_->copy(picture.data(), image.data(), picture_bytes);
    preprocess(plan, reinterpret_cast<const std::uint8_t*>(picture.data()), filled.data(), type,
               *stream_);
    if (type == ElementType::kFloat) return fetch(filled, count);
    cast(filled.data(), type, floats.data(), ElementType::kFloat, count, *stream_);
    return fetch(floats, count);
  }

  // As an input that the host has made is rounded on its way into a network.
  std::vector<float> rounded_to_halves(const std::vector<float>& values) {
    const std::size_t count = values.size();
    const DeviceBlock floats = device_->allocate(floats_to_bytes(count), "floats");
    const DeviceBlock halves = device_->allocate(Bytes(count * 2), "halves");
    stream_->copy(floats.data(), values.data(), floats_to_bytes(count));
    cast(floats.data(), ElementType::kFloat, halves.data(), ElementType::kHalf, count, *stream_);
    cast(halves.data(), ElementType::kHalf, floats.data(), ElementType::kFloat, count, *stream_);
    return fetch(floats, count);
  }

  std::vector<float> fetch(const DeviceBlock& floats, std::size_t count) {
    std::vector<float> values(count);
    stream_->copy(values.data(), floats.data(), floats_to_bytes(count));
    stream_->synchronize();
    return values;
  }

  void expect_as_on_the_host(ImageSize source, ImageSize input, int channels, Fit fit) {
    const PixelImage image = make_pattern(source, channels);
    Resizer resizer(source, input, channels, fit);
    std::vector<float> resized(resizer.input_floats());
    ASSERT_TRUE(resizer.run(image, resized));
    for (const ElementType type : {ElementType::kFloat, ElementType::kHalf}) {
      const auto want = type == ElementType::kFloat ? resized : rounded_to_halves(resized);
      const std::vector<float> got = run(image, input, fit, type);
      ASSERT_EQ(got.size(), want.size());
      for (std::size_t i = 0; i < want.size(); ++i) {
        ASSERT_EQ(bits(got[i]), bits(want[i]))
            << "value " << i << " of " << source.width << "x" << source.height << "x" << channels
            << " to " << input.width << "x" << input.height << ", fit " << static_cast<int>(fit)
            << ": " << got[i] << " instead of " << want[i];
      }
    }
  }
  static std::uint32_t bits(float value) { return std::bit_cast<std::uint32_t>(value); }

  const std::unique_ptr<Device> device_ = open_device("cuda:0");
  const std::unique_ptr<Stream> stream_ = device_->make_stream(StreamPriority::kNormal);
};

// Smaller, larger, by primes, by whole factors, single rows and columns, in every combination.
TEST_F(PreprocessTest, EqualsTheHostsResizerToTheBit) {
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

TEST_F(PreprocessTest, PicturesOfCamerasForDetectors) {
  expect_as_on_the_host({1280, 720}, {416, 416}, 3, Fit::kStretch);
  expect_as_on_the_host({768, 576}, {417, 417}, 3, Fit::kLetterbox);
  expect_as_on_the_host({500, 375}, {224, 224}, 3, Fit::kCenterCrop);
}

TEST_F(PreprocessTest, SameSizeGivesEveryByteAsItsFraction) {
  PixelImage image({256, 1}, 1);
  for (int i = 0; i < 256; ++i) image.data()[i] = static_cast<std::uint8_t>(i);
  const auto got = run(image, {256, 1}, Fit::kStretch, ElementType::kFloat);
  for (int i = 0; i < 256; ++i) EXPECT_EQ(got[i], static_cast<float>(i) / 255.f);
}

TEST_F(PreprocessTest, MoreRowsThanAGridHas) {
  expect_as_on_the_host({1, 3}, {1, 70000}, 1, Fit::kStretch);
}

TEST_F(PreprocessTest, ChannelsStayApart) {
  PixelImage image({2, 1}, 3);
  const std::uint8_t bytes[] = {255, 0, 51, 0, 255, 51};
  std::memcpy(image.data(), bytes, sizeof bytes);
  const auto got = run(image, {3, 1}, Fit::kStretch, ElementType::kFloat);
  const float want[] = {1, 0, .2f, .5f, .5f, .2f, 0, 1, .2f};
  for (int i = 0; i < 9; ++i) EXPECT_NEAR(got[i], want[i], 1e-6f) << i;
}

}  // namespace
}  // namespace dn::cuda
