// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/box.h"

#include <gtest/gtest.h>

namespace dn::test {
namespace {

TEST(Box, IntersectionOverUnion) {
  const Box a{.5f, .5f, .4f, .4f};
  EXPECT_NEAR(intersection_over_union(a, a), 1.f, 1e-6f);
  // Shifted by half its width: half of each overlaps, 1/3 of the union.
  EXPECT_NEAR(intersection_over_union(a, {.7f, .5f, .4f, .4f}), 1.f / 3, 1e-6f);
  EXPECT_NEAR(intersection_over_union(a, {.5f, .5f, .2f, .2f}), .25f, 1e-6f);  // inside
  EXPECT_EQ(intersection_over_union(a, {.9f, .5f, .3f, .4f}), 0.f);            // apart
  EXPECT_EQ(intersection_over_union(a, {.9f, .9f, .1f, .1f}), 0.f);
  EXPECT_EQ(intersection_over_union({}, {}), 0.f);
}

TEST(Box, CentreDistanceRatio) {
  const Box a{.2f, .2f, .2f, .2f};
  EXPECT_EQ(centre_distance_ratio(a, a), 0.f);
  // The box around both is .6 x .2, the centres are .4 apart.
  EXPECT_NEAR(centre_distance_ratio(a, {.6f, .2f, .2f, .2f}), .16f / (.36f + .04f), 1e-6f);
  EXPECT_EQ(centre_distance_ratio({}, {}), 0.f);
}

}  // namespace
}  // namespace dn::test
