// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "darknet/device/device.h"

namespace dn {

// The one test suite of every Device and its streams; the parameter is the name it opens by:
//   INSTANTIATE_TEST_SUITE_P(Host, DeviceConformance, testing::Values("cpu"));
class DeviceConformance : public testing::TestWithParam<const char*> {
 protected:
  DeviceConformance();

  std::unique_ptr<Device> device;
  std::unique_ptr<Stream> stream;
};

}  // namespace dn
