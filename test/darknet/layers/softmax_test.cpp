// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "darknet/weights/random_weights.h"
#include "test/support/layer_harness.h"
#include "test/support/temp_dir.h"

namespace dn::test {
namespace {

// The plain definition over a stretch [first, first + count).
void softmax(std::vector<float>& values, std::size_t first, std::size_t count, double temperature) {
  double sum = 0;
  for (std::size_t i = first; i < first + count; ++i) sum += std::exp(values[i] / temperature);
  for (std::size_t i = first; i < first + count; ++i) {
    values[i] = static_cast<float>(std::exp(values[i] / temperature) / sum);
  }
}

void expect_near(const std::vector<float>& got, const std::vector<float>& want) {
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], want[i], 1e-6f) << i;
}

TEST(Softmax, AddsUpToOneWhateverTheSize) {
  const Network network = network_from("[softmax]\n", 1, 1, 4);
  const auto out = run_with(network, {}, {1000, 1001, 1002, -1000})[0];
  EXPECT_NEAR(std::accumulate(out.begin(), out.end(), 0.f), 1.f, 1e-6f);
  EXPECT_NEAR(out[2] / out[1], std::exp(1.f), 1e-5f);
  EXPECT_EQ(out[3], 0.f);
}

TEST(Softmax, GroupsAndTemperature) {
  const Network network = network_from("[soft]\ngroups=2\ntemperature=2.5\n", 1, 1, 6);
  std::vector<float> want{1, 2, 3, -1, 0, 4};
  const auto out = run_with(network, {}, want)[0];
  softmax(want, 0, 3, 2.5);
  softmax(want, 3, 3, 2.5);
  expect_near(out, want);
}

TEST(Softmax, GroupsAreStretchesOfThePlanarOrder) {
  const Network network = network_from("[softmax]\ngroups=2\n", 3, 2, 4);
  std::vector<float> want = random_input(3, 0, 24);
  const auto out = run_with(network, {}, want)[0];
  softmax(want, 0, 12, 1);
  softmax(want, 12, 12, 1);
  expect_near(out, want);
}

TEST(Softmax, SpatialIsOverTheChannelsOfAPixel) {
  const Network network = network_from("[softmax]\nspatial=1\n", 2, 1, 3);
  const auto out = run_with(network, {}, {0, 1, 0, 1, 0, 3})[0];
  EXPECT_NEAR(out[0], 1.f / 3, 1e-6f);
  EXPECT_NEAR(out[1] + out[3] + out[5], 1.f, 1e-6f);
  EXPECT_NEAR(out[5] / out[1], std::exp(2.f), 1e-4f);
}

TEST(Softmax, InPlaceGivesTheSame) {
  const Network network =
      network_from("[activation]\nactivation=linear\n[softmax]\ngroups=4\n", 3, 2, 4);
  RunOptions last_only;
  last_only.keep_all = false;
  EXPECT_EQ(run_once(network, last_only)[1], run_once(network)[1]);
}

class SoftmaxTree : public testing::Test {
 protected:
  Network network(int classes) const {
    return network_from("[softmax]\ntree=" + tree_path_ + "\n", 1, 1, classes);
  }

  const TempDir directory_;
  const std::string tree_path_ = directory_.write("t.tree", "a -1\nb -1\nc 0\nd 0\ne 0\nf 1\n");
};

TEST_F(SoftmaxTree, SiblingsAddUpToOne) {
  std::vector<float> want{1, 2, 3, -1, 0, 4};
  const auto out = run_with(network(6), {}, want)[0];
  softmax(want, 0, 2, 1);
  softmax(want, 2, 3, 1);
  softmax(want, 5, 1, 1);
  expect_near(out, want);
}

TEST_F(SoftmaxTree, MustCoverTheInput) { EXPECT_THROW(network(7), Error); }

TEST(Softmax, TableRow) {
  const Network network = network_from("[softmax]\n", 1, 1, 1000);
  EXPECT_EQ(network.layer(0).table_row(), "softmax                                        1000");
}

TEST(Softmax, RefusesNonsense) {
  const auto build = [](const std::string& options) {
    return network_from("[softmax]\n" + options, 1, 1, 10);
  };
  EXPECT_THROW(build("groups=0\n"), Error);
  EXPECT_THROW(build("groups=3\n"), Error);
  EXPECT_THROW(build("temperature=0\n"), Error);
  EXPECT_THROW(build("tree=/nowhere/at.all\n"), Error);
}

}  // namespace
}  // namespace dn::test
