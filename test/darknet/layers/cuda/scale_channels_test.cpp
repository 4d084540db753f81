// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

// Factors from the first values of each image, or from its first channel.
std::string per_channel(int side, const std::string& more) {
  return "[activation]\nactivation=linear\n[crop]\ncrop_width=1\ncrop_height=1\nnoadjust=1\n"
         "[scale_channels]\nfrom=0\n" +
         more + (side > 1 ? "[batchnorm]\n" : "");
}
std::string per_pixel(int channels, const std::string& more) {
  return "[activation]\nactivation=linear\n[route]\nlayers=0\ngroups=" + std::to_string(channels) +
         "\ngroup_id=0\n[scale_channels]\nfrom=0\nscale_wh=1\n" + more;
}

class CudaScaleChannels : public testing::TestWithParam<const char*> {};

TEST_P(CudaScaleChannels, MatchesTheCpu) {
  const std::string activation = std::string("activation=") + GetParam() + "\n";
  for (const int channels : {1, 3, 8, 300}) {
    for (const int batch : {1, 3}) {
      expect_cuda_matches_cpu({per_channel(7, activation), 7, 5, channels, batch});
      expect_cuda_matches_cpu({per_pixel(channels, activation), 7, 5, channels, batch});
    }
  }
  expect_cuda_matches_cpu({per_channel(1, activation), 1, 1, 16, 2});
}

INSTANTIATE_TEST_SUITE_P(Activations, CudaScaleChannels,
                         testing::Values("linear", "swish", "normalize_channels"));

}  // namespace
}  // namespace dn::test
