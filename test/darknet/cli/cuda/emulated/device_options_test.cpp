// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/device_options.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "darknet/base/error.h"
#include "test/emulated_cuda/control.h"

// Which device a command gets, and that nobody computes on the CPU without being told.
namespace dn::test {
namespace {

class DeviceOptionsTest : public testing::Test {
 protected:
  ~DeviceOptionsTest() override { emulated_cuda::reset(); }

  // The kind of the device, and what was said on stderr.
  DeviceKind read(const std::vector<std::string>& arguments) {
    Flags flags(arguments);
    testing::internal::CaptureStderr();
    DeviceOptions options;
    try {
      options = read_device(flags);
    } catch (...) {
      said_ = testing::internal::GetCapturedStderr();
      throw;
    }
    said_ = testing::internal::GetCapturedStderr();
    return options.device->kind();
  }
  static void take_the_gpu_away() {
    emulated_cuda::Settings settings;
    settings.devices = 0;
    emulated_cuda::set_settings(settings);
  }

  std::string said_;
};

TEST_F(DeviceOptionsTest, TheFirstGpuUnlessToldOtherwise) {
  EXPECT_EQ(read({}), DeviceKind::kCuda);
  EXPECT_EQ(read({"-i", "0"}), DeviceKind::kCuda);
  EXPECT_EQ(read({"-i", "-1"}), DeviceKind::kHost);
  EXPECT_EQ(read({"-nogpu"}), DeviceKind::kHost);
  EXPECT_EQ(read({"-nogpu", "-device", "cuda:0"}), DeviceKind::kCuda);
  EXPECT_EQ(said_, "");
}

TEST_F(DeviceOptionsTest, WithoutAGpuTheCpuComputesAndSaysWhy) {
  take_the_gpu_away();
  EXPECT_EQ(read({}), DeviceKind::kHost);
  EXPECT_EQ(said_.find("computing on the CPU: no CUDA device can be used here"), 0u) << said_;
  EXPECT_EQ(read({"-nogpu"}), DeviceKind::kHost);
  EXPECT_EQ(said_, "") << "it was asked for";
  EXPECT_THROW(read({"-i", "0"}), Error);
}

TEST_F(DeviceOptionsTest, AnUnknownPrecisionIsRefused) {
  EXPECT_THROW(read({"-precision", "int8"}), Error);
}

}  // namespace
}  // namespace dn::test
