// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/profiler.h"

#include <gtest/gtest.h>

#include "darknet/device/open_cuda_device.h"
#include "test/rtswap/profile/profile_fixture.h"

namespace rtswap {
namespace {

TEST(CudaProfiler, MeasuresEverythingOnAGpu) {
  if (dn::cuda_device_count() == 0) GTEST_SKIP() << dn::why_no_cuda_device();
  const dn::test::TempDir dir;
  const auto device = dn::open_cuda_device(0);
  test::CountingProgress progress;
  ProfileRequest request = test::small_request(dir);
  request.runs = 2;
  const Profile profile = make_profile(*device, request, progress);
  test::expect_whole(profile, 2);
  EXPECT_EQ(profile.device.kind, "cuda");
}

}  // namespace
}  // namespace rtswap
