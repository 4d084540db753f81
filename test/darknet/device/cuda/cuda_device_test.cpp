// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/darknet/device/device_conformance.h"

namespace dn {
namespace {

INSTANTIATE_TEST_SUITE_P(Cuda, DeviceConformance, testing::Values("cuda:0"));

}  // namespace
}  // namespace dn
