// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "darknet/device/open_device.h"
#include "test/support/layer_harness.h"
#include "test/support/temp_dir.h"

namespace dn::test {
namespace {

struct Case {
  const char* layers;
  int width, height, channels, batch = 1;
};

class CudaSoftmax : public testing::TestWithParam<Case> {};

TEST_P(CudaSoftmax, MatchesTheCpu) {
  const Case& c = GetParam();
  expect_cuda_matches_cpu({c.layers, c.width, c.height, c.channels, c.batch});
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, CudaSoftmax,
    testing::Values(Case{"[softmax]\n", 1, 1, 1}, Case{"[softmax]\n", 1, 1, 1000, 3},
                    Case{"[softmax]\ngroups=2\ntemperature=2.5\n", 1, 1, 6, 3},
                    Case{"[softmax]\ngroups=50\n", 1, 1, 300},
                    // stretches of the planar order
                    Case{"[softmax]\ngroups=2\n", 7, 5, 8, 3}, Case{"[softmax]\n", 7, 5, 3, 3},
                    Case{"[softmax]\ngroups=5\n", 7, 5, 1, 3},
                    Case{"[softmax]\nspatial=1\n", 7, 5, 3, 3},
                    Case{"[softmax]\nspatial=1\ntemperature=.5\n", 3, 2, 300, 2},
                    // in place
                    Case{"[batchnorm]\n[softmax]\ngroups=4\n[batchnorm]\n", 3, 2, 8, 2}));

class CudaSoftmaxTree : public testing::Test {
 protected:
  const TempDir directory_;
};

TEST_F(CudaSoftmaxTree, MatchesTheCpu) {
  const std::string tree = directory_.write("t.tree", "a -1\nb -1\nc 0\nd 0\ne 0\nf 1\n");
  const std::string even = directory_.write("e.tree", "a -1\nb -1\nc 0\nd 0\ne 1\nf 1\n");
  for (const std::string& path : {tree, even}) {
    for (const std::string more : {"", "temperature=3\n", "spatial=1\n"})
      expect_cuda_matches_cpu({"[softmax]\ntree=" + path + "\n" + more, 1, 1, 6, 3});
  }
}

// A root of 9 classes, one of which has 400 below it: more than a block has threads.
TEST_F(CudaSoftmaxTree, GroupsOfAnySize) {
  std::string text;
  for (int i = 0; i < 9; ++i) text += "r" + std::to_string(i) + " -1\n";
  for (int i = 0; i < 400; ++i) text += "c" + std::to_string(i) + " 2\n";
  const std::string path = directory_.write("t.tree", text);
  expect_cuda_matches_cpu({"[softmax]\ntree=" + path + "\n", 1, 1, 409, 2});
}

TEST(CudaSoftmax, LargeValuesAddUpToOne) {
  const Network network = network_from("[softmax]\n", 1, 1, 4);
  RunOptions options;
  options.device = open_device("cuda:0");
  const auto out = run_with(network, {}, {1000, 1001, 1002, -1000}, options)[0];
  EXPECT_NEAR(out[0] + out[1] + out[2], 1.f, 1e-6f);
  EXPECT_EQ(out[3], 0.f);
}

}  // namespace
}  // namespace dn::test
