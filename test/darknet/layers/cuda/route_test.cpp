// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

// Two tensors of the same size, the second not the first.
const std::string kTwo = "[activation]\nactivation=leaky\n[batchnorm]\n";

struct Case {
  std::string layers;
  int width, height, channels, batch = 1;
};

class CudaRoute : public testing::TestWithParam<Case> {};

TEST_P(CudaRoute, MatchesTheCpu) {
  const Case& c = GetParam();
  expect_cuda_matches_cpu({c.layers, c.width, c.height, c.channels, c.batch});
}

std::string many(int count) {
  std::string sources = "layers=0";
  for (int i = 1; i < count; ++i) sources += "," + std::to_string(i % 2);
  return kTwo + "[route]\n" + sources + "\n";
}

INSTANTIATE_TEST_SUITE_P(
    Networks, CudaRoute,
    testing::Values(Case{kTwo + "[route]\nlayers=-1,0\n", 7, 5, 1},
                    Case{kTwo + "[route]\nlayers=-1,0\n", 7, 5, 3, 3},
                    Case{kTwo + "[route]\nlayers=-1,0\n", 7, 5, 8, 3},
                    Case{kTwo + "[route]\nlayers=0,1,0\n", 13, 11, 300},
                    Case{kTwo + "[route]\nlayers=0,1\n", 1, 1, 1000},
                    // whole vectors of floats, not of halves; slices that begin inside of one
                    Case{kTwo + "[route]\nlayers=0,1\n", 5, 3, 12},
                    Case{kTwo + "[route]\nlayers=0\ngroups=2\ngroup_id=1\n", 5, 3, 16, 2},
                    Case{kTwo + "[route]\nlayers=0,1\ngroups=2\ngroup_id=1\n", 5, 3, 8},
                    Case{kTwo + "[route]\nlayers=0,1\ngroups=3\ngroup_id=2\n", 5, 3, 9, 2},
                    Case{kTwo + "[route]\nlayers=0,1\ngroups=300\ngroup_id=299\n", 3, 2, 300},
                    // only one of the sources has whole vectors
                    Case{kTwo + "[route]\nlayers=0\ngroups=4\n[route]\nlayers=0,2\n", 6, 4, 8},
                    // a dense block: each route also takes the one before
                    Case{kTwo + "[route]\nlayers=-1,-2\n[batchnorm]\n[route]\nlayers=-1,-2\n"
                                "[batchnorm]\n[route]\nlayers=-1,-2\n",
                         6, 6, 8, 2},
                    // more sources than one launch takes
                    Case{many(16), 3, 3, 8}, Case{many(17), 3, 3, 8}, Case{many(40), 3, 2, 5}));

// ---- as networks use it

std::string conv(int filters, const std::string& more = "") {
  return "[convolutional]\nsize=3\npad=1\nactivation=leaky\nfilters=" + std::to_string(filters) +
         "\n" + more;
}

TEST(CudaRoute, BlocksOfRealNetworks) {
  // densenet201: each block adds its channels to all before
  std::string dense = conv(16);
  for (int i = 0; i < 3; ++i)
    dense += conv(32, "batch_normalize=1\n") + conv(8) + "[route]\nlayers=-1,-3\n";
  expect_cuda_matches_cpu({dense, 8, 8, 3, 2});
  // yolov4-tiny: half of the channels go another way
  expect_cuda_matches_cpu({conv(16) + "[route]\nlayers=-1\ngroups=2\ngroup_id=1\n" + conv(8) +
                               conv(8) + "[route]\nlayers=-1,-2\n" + conv(16) +
                               "[route]\nlayers=-6,-1\n[maxpool]\nsize=2\nstride=2\n" + conv(8) +
                               "[upsample]\nstride=2\n[route]\nlayers=-1,-4\n",
                           8, 6, 3, 2});
  // yolov4's pyramid of poolings
  expect_cuda_matches_cpu({conv(16) + "[maxpool]\nstride=1\nsize=5\n[route]\nlayers=-2\n"
                                      "[maxpool]\nstride=1\nsize=9\n[route]\nlayers=-4\n"
                                      "[maxpool]\nstride=1\nsize=13\n[route]\nlayers=-1,-3,-5,-6\n",
                           9, 9, 3, 2});
  // squeeze and excitation
  expect_cuda_matches_cpu(
      {conv(16) +
           "[avgpool]\n[convolutional]\nfilters=4\nactivation=relu\n"
           "[convolutional]\nfilters=16\nactivation=logistic\n[scale_channels]\nfrom=-4\n" +
           conv(8),
       9, 7, 3, 2});
}

}  // namespace
}  // namespace dn::test
