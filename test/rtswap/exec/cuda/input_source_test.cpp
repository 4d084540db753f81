// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/input_source.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "darknet/device/host/host_device.h"
#include "darknet/device/open_device.h"
#include "darknet/image/save_image.h"
#include "darknet/image/synthetic_scene.h"
#include "rtswap/exec/prepared_set.h"
#include "test/support/small_task_set.h"

namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

constexpr dn::ImageSize kSizes[] = {{40, 30}, {200, 100}, {64, 64}};

class CudaInputSource : public testing::Test {
 protected:
  CudaInputSource() {
    for (std::size_t i = 0; i < std::size(kSizes); ++i) {
      scenes_.push_back(dn::draw_scene(i + 1, kSizes[i]));
      dn::save_png(directory_.write(fmt::format("pictures/{}.png", i)), scenes_.back());
    }
  }
  InputSource open(dn::Device& device) const {
    return {{InputKind::kDirectory, directory_ / "pictures", 1},
            {1, 3, 32, 32},
            dn::Fit::kLetterbox,
            device};
  }

  dn::test::TempDir directory_;
  std::vector<dn::PixelImage> scenes_;
};

TEST_F(CudaInputSource, StagesTheLargestPicture) {
  const auto device = dn::open_device("cuda:0");
  const InputSource source = open(*device);
  EXPECT_TRUE(source.device_resizes());
  EXPECT_EQ(source.staging_bytes(), dn::Bytes(200 * 100 * 3));
}

TEST_F(CudaInputSource, TheHostResizesForItself) {
  dn::HostDevice device;
  const InputSource source = open(device);
  EXPECT_FALSE(source.device_resizes());
  EXPECT_EQ(source.staging_bytes(), dn::Bytes(0));
}

TEST_F(CudaInputSource, GivesThePicturesBack) {
  const auto device = dn::open_device("cuda:0");
  const InputSource source = open(*device);
  for (std::size_t job = 0; job < 2 * scenes_.size(); ++job) {
    const std::size_t i = job % scenes_.size();
    EXPECT_EQ(source.size(JobIndex{job}), kSizes[i]);
    EXPECT_EQ(source.picture(JobIndex{job}), scenes_[i]);
  }
}

TEST_F(CudaInputSource, RandomNumbersAreNoPicture) {
  const auto device = dn::open_device("cuda:0");
  const InputSource source({InputKind::kRandom, "", 1}, {1, 3, 8, 8}, dn::Fit::kStretch, *device);
  EXPECT_FALSE(source.device_resizes());
  EXPECT_EQ(source.staging_bytes(), dn::Bytes(0));
  EXPECT_FALSE(source.picture(JobIndex{0}));
}

// A picture far larger than what the small network computes with.
TEST_F(CudaInputSource, TheMemoryOfAPictureIsPlanned) {
  const SmallNetworks networks;
  dn::save_png(directory_ / "large.png", dn::draw_scene(1, {1200, 800}));
  TaskSpec task = networks.task("chain", 20ms);
  task.input = {InputKind::kImage, directory_ / "large.png", 1};
  TaskSetSpec set = task_set({task}, 3);
  set.device = "cuda:0";
  set.chunk = dn::kMiB * 2;
  const dn::Bytes picture(1200 * 800 * 3);
  EXPECT_EQ(memory_needs(set, prepare(set)).workspace, picture);
  EXPECT_EQ(run(set).last_outputs, expected_results(set).last_outputs);
  set.device = "cpu";
  EXPECT_LT(memory_needs(set, prepare(set)).workspace, picture);
}

}  // namespace
}  // namespace rtswap::test
