// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/resident_network.h"

#include <gtest/gtest.h>

#include <bit>
#include <memory>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/device/open_device.h"
#include "darknet/image/resizer.h"
#include "darknet/image/synthetic_scene.h"
#include "darknet/weights/random_weights.h"

// Pictures that the GPU resizes give the results of pictures that the host has resized, bit by bit.
namespace dn::test {
namespace {

constexpr int kSide = 40;
constexpr const char* kLayers =
    "[convolutional]\nfilters=8\nsize=3\nstride=2\npad=1\nactivation=leaky\n"
    "[convolutional]\nfilters=4\nsize=3\nstride=2\npad=1\nactivation=linear\n";

Network network_of(int channels) {
  const std::string side = std::to_string(kSide);
  return Network::build(parse_cfg("[net]\nwidth=" + side + "\nheight=" + side +
                                      "\nchannels=" + std::to_string(channels) + "\n" + kLayers,
                                  "test.cfg"));
}

class ResidentPictures : public testing::TestWithParam<Precision> {
 protected:
  std::unique_ptr<ResidentNetwork> on_the_gpu(const Network& network) const {
    CompileOptions options;
    options.kernels.precision = GetParam();
    return std::make_unique<ResidentNetwork>(open_device("cuda:0"), network,
                                             random_weights(network.weight_slots(), {3, 1, {}}),
                                             options);
  }
};

std::vector<std::uint32_t> output_bits(const ResidentNetwork& resident) {
  std::vector<std::uint32_t> bits;
  for (const float value : resident.output(resident.network().output_layer()))
    bits.push_back(std::bit_cast<std::uint32_t>(value));
  return bits;
}

std::vector<std::uint32_t> resized_by_the_host(ResidentNetwork& resident, const PixelImage& picture,
                                               Fit fit) {
  Resizer resizer(picture.size(), {kSide, kSide}, picture.channels(), fit);
  EXPECT_TRUE(resizer.run(picture, resident.input()));
  resident.run();
  return output_bits(resident);
}

TEST_P(ResidentPictures, OfGrowingAndShrinkingSizesGiveWhatTheHostsGive) {
  const Network network = network_of(3);
  const auto resident = on_the_gpu(network);
  for (const ImageSize size : {ImageSize{24, 60}, {kSide, kSide}, {131, 97}, {9, 7}, {97, 131}}) {
    const PixelImage picture = draw_scene(static_cast<std::uint64_t>(size.width), size);
    for (const Fit fit : {Fit::kStretch, Fit::kLetterbox, Fit::kCenterCrop}) {
      const auto want = resized_by_the_host(*resident, picture, fit);
      resident->set_picture(picture, fit);
      resident->run_picture();
      EXPECT_EQ(output_bits(*resident), want) << size.width << " x " << size.height;
    }
  }
}

TEST_P(ResidentPictures, AreKeptBetweenRunsAndApartFromTheInput) {
  const Network network = network_of(3);
  const auto resident = on_the_gpu(network);
  const PixelImage first = draw_scene(1, {50, 30}), second = draw_scene(2, {50, 30});
  const auto want_first = resized_by_the_host(*resident, first, Fit::kStretch);
  const auto want_second = resized_by_the_host(*resident, second, Fit::kStretch);
  ASSERT_NE(want_first, want_second);
  resident->set_picture(first, Fit::kStretch);
  for (int i = 0; i < 2; ++i) {
    resident->run_picture();
    EXPECT_EQ(output_bits(*resident), want_first);
    resident->run();  // of input(), which still holds the second
    EXPECT_EQ(output_bits(*resident), want_second);
  }
}

TEST_P(ResidentPictures, OfOtherChannelsAreRefused) {
  const Network network = network_of(1);
  const auto resident = on_the_gpu(network);
  EXPECT_THROW(resident->set_picture(draw_scene(1, {50, 30}), Fit::kStretch), Error);
}

INSTANTIATE_TEST_SUITE_P(All, ResidentPictures,
                         testing::Values(Precision::kFloat32, Precision::kFloat16),
                         [](const auto& info) {
                           return info.param == Precision::kFloat16 ? "fp16" : "fp32";
                         });

}  // namespace
}  // namespace dn::test
