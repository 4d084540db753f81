// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/filter_packing.h"

#include <gtest/gtest.h>

#include <vector>

namespace dn::cuda {
namespace {

// 2 filters of 3 channels, 2 x 2 taps, in 2 groups of one filter each.
TEST(FilterPacking, PutsTheChannelsOfATapSideBySide) {
  ConvolutionProblem problem;
  problem.in = {1, 6, 5, 5};
  problem.out = {1, 2, 4, 4};
  problem.geometry.size = 2;
  problem.geometry.groups = 2;
  std::vector<float> weights;
  for (int i = 0; i < 24; ++i) weights.push_back(static_cast<float>(i));
  std::vector<float> packed(weights.size());
  pack_filters(problem, weights, packed.data());
  EXPECT_EQ(packed, (std::vector<float>{0,  4,  8,  1,  5,  9,  2,  6,  10, 3,  7,  11,
                                        12, 16, 20, 13, 17, 21, 14, 18, 22, 15, 19, 23}));
  std::vector<__half> halves(weights.size());
  pack_filters(problem, weights, halves.data());
  for (std::size_t i = 0; i < packed.size(); ++i) EXPECT_EQ(to_float(halves[i]), packed[i]) << i;
}

}  // namespace
}  // namespace dn::cuda
