// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/region.h"

#include <gtest/gtest.h>

#include <cmath>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

constexpr int kEntry = 8;  // 3 classes

std::string region(const std::string& options) {
  return "[region]\nclasses=3\ncoords=4\nanchors=1,2, 3,1.5, 7,7\n" + options;
}

std::vector<float> ramp(std::size_t count) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = .1f * static_cast<float>(i % 41) - 2.f;
  return values;
}

// The flat output against the planar input [anchor * entry][h][w].
void expect_output(bool softmax) {
  const Network network =
      network_from(region(softmax ? "num=2\nsoftmax=1\n" : "num=2\n"), 3, 2, 2 * kEntry);
  const std::vector<float> in = ramp(6 * 2 * kEntry);
  const auto out = run_with(network, {}, in)[0];
  ASSERT_EQ(out.size(), in.size());
  for (int cell = 0; cell < 6; ++cell) {
    for (int anchor = 0; anchor < 2; ++anchor) {
      const auto raw = [&](int k) { return in[(anchor * kEntry + k) * 6 + cell]; };
      const float* entry = out.data() + (cell * 2 + anchor) * kEntry;
      for (int k = 0; k < 4; ++k) EXPECT_EQ(entry[k], raw(k));
      EXPECT_NEAR(entry[4], 1 / (1 + std::exp(-raw(4))), 1e-6f);
      const float sum = std::exp(raw(5)) + std::exp(raw(6)) + std::exp(raw(7));
      for (int k = 5; k < kEntry; ++k) {
        EXPECT_NEAR(entry[k], softmax ? std::exp(raw(k)) / sum : raw(k), 1e-6f);
      }
    }
  }
}

TEST(Region, CellByCell) { expect_output(false); }
TEST(Region, SoftmaxOverTheClasses) { expect_output(true); }

TEST(Region, MoreAnchorsThanUsed) {
  const Network network = network_from(region("num=1\n"), 3, 2, kEntry);
  const auto& layer = static_cast<const RegionLayer&>(network.layer(0));
  EXPECT_EQ(layer.anchors().size(), 1u);
  EXPECT_EQ(layer.grid_w(), 3);
  EXPECT_EQ(layer.grid_h(), 2);
}

TEST(Region, TableRow) {
  EXPECT_EQ(network_from(region("num=1\n"), 3, 2, kEntry).layer(0).table_row(),
            "detection\nmask_scale: Using default '1.000000'");
  EXPECT_EQ(network_from(region("num=1\nmask_scale=2\n"), 3, 2, kEntry).layer(0).table_row(),
            "detection");
}

TEST(Region, RefusesNonsense) {
  const auto build = [](const std::string& section) { return network_from(section, 3, 2, kEntry); };
  EXPECT_THROW(build(region("num=2\n")), Error);
  EXPECT_THROW(build(region("num=4\n")), Error);
  EXPECT_THROW(build(region("num=0\n")), Error);
  EXPECT_THROW(build("[region]\nclasses=3\ncoords=5\nanchors=1,2\n"), Error);
  EXPECT_THROW(build("[region]\nclasses=2147483647\nanchors=1,2\n"), Error);
  EXPECT_THROW(build("[region]\nclasses=-3\nanchors=1,2\n"), Error);
  EXPECT_THROW(build("[region]\nclasses=3\n"), Error);
}

}  // namespace
}  // namespace dn::test
