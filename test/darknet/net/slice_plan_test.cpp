// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/slice_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

std::string conv(int filters) {
  return "[convolutional]\nsize=1\nactivation=relu\nfilters=" + std::to_string(filters) + "\n";
}
std::string route(const std::string& layers, const std::string& more = "") {
  return "[route]\nlayers=" + layers + "\n" + more;
}
const std::string kHalf = "groups=2\ngroup_id=1\n";
const std::string kOther = "[batchnorm]\n";  // takes no slices

// Of a network of 8 x 8 x 4.
class SlicePlanTest : public testing::Test {
 protected:
  void plan(const std::string& layers, const std::vector<int>& kept, int alignment = 4) {
    network_ = network_from(layers, 8, 8, 4);
    SliceRules rules;
    for (int i = 0; i < network_->layer_count(); ++i) {
      const std::string_view type = network_->layer(i).type();
      rules.takes_slices.push_back(type != "batchnorm");
      rules.is_kept.push_back(std::ranges::find(kept, i) != kept.end());
    }
    rules.alignment = alignment;
    plan_ = plan_slices(*network_, rules);
  }
  ChannelSlice of(int layer) const { return plan_[layer + 1]; }
  bool in_place(int layer, std::size_t source) const {
    return is_in_place(*network_, plan_, layer, source);
  }
  bool all_in_place(int layer) const { return is_all_in_place(*network_, plan_, layer); }

  std::optional<Network> network_;
  SlicePlan plan_;
};

using Slice = ChannelSlice;

TEST_F(SlicePlanTest, SourcesLieSideBySideInTheirRoute) {
  plan(conv(8) + conv(4) + route("-1,0") + conv(4), {3});
  EXPECT_EQ(of(-1), (Slice{-1, 0}));
  EXPECT_EQ(of(0), (Slice{2, 4}));
  EXPECT_EQ(of(1), (Slice{2, 0}));
  EXPECT_EQ(of(2), (Slice{2, 0}));
  EXPECT_EQ(of(3), (Slice{3, 0}));
  EXPECT_TRUE(all_in_place(2));
  EXPECT_FALSE(all_in_place(3));
}

TEST_F(SlicePlanTest, ARouteCanLieInALaterOne) {
  plan(conv(8) + conv(4) + route("-1,0") + conv(4) + route("-1,-2") + conv(4) + route("-1,-2"),
       {6});
  EXPECT_EQ(of(0), (Slice{6, 12}));
  EXPECT_EQ(of(1), (Slice{6, 8}));
  EXPECT_EQ(of(2), (Slice{6, 8}));
  EXPECT_EQ(of(3), (Slice{6, 4}));
  EXPECT_EQ(of(4), (Slice{6, 4}));
  EXPECT_EQ(of(5), (Slice{6, 0}));
  for (const int layer : {2, 4, 6}) EXPECT_TRUE(all_in_place(layer)) << layer;
}

TEST_F(SlicePlanTest, AGroupIsAPartOfItsSourceWhereverThatLies) {
  plan(conv(16) + route("-1", kHalf) + conv(8) + route("0,-1") + conv(4), {4});
  EXPECT_EQ(of(0), (Slice{3, 0}));
  EXPECT_EQ(of(1), (Slice{3, 8}));
  EXPECT_EQ(of(2), (Slice{3, 16}));
  EXPECT_TRUE(all_in_place(1));
  EXPECT_TRUE(all_in_place(3));
}

TEST_F(SlicePlanTest, AliasesLieWhereTheirSourceDoes) {
  plan(conv(8) + "[dropout]\n" + conv(4) + route("1,2") + route("-1") + conv(4), {5});
  EXPECT_EQ(of(0), (Slice{3, 0}));
  EXPECT_EQ(of(1), (Slice{3, 0}));
  EXPECT_EQ(of(4), (Slice{3, 0}));
}

TEST_F(SlicePlanTest, WhoeverCannotReadASliceKeepsItsSourceWhole) {
  plan(conv(8) + kOther + conv(4) + route("0,2") + conv(4), {4});
  EXPECT_EQ(of(0), (Slice{0, 0}));
  EXPECT_EQ(of(2), (Slice{3, 8}));
  EXPECT_FALSE(in_place(3, 0));
  EXPECT_TRUE(in_place(3, 1));
  EXPECT_FALSE(all_in_place(3));
  // nor through an alias, and a group is no better
  plan(conv(8) + "[dropout]\n" + kOther + conv(4) + route("0,3") + conv(4), {5});
  EXPECT_EQ(of(0), (Slice{0, 0}));
  plan(conv(8) + route("-1", kHalf) + kOther + conv(4), {3});
  EXPECT_EQ(of(1), (Slice{1, 0}));
  EXPECT_FALSE(all_in_place(1));
}

TEST_F(SlicePlanTest, WhoeverCannotWriteASliceIsCopied) {
  plan(kOther + conv(4) + route("0,1") + conv(4), {3});
  EXPECT_FALSE(in_place(2, 0));
  EXPECT_TRUE(in_place(2, 1));
}

TEST_F(SlicePlanTest, WhatIsKeptLiesInOnePiece) {
  const std::string layers = conv(8) + conv(4) + route("0,1") + conv(4);
  plan(layers, {0, 3});
  EXPECT_FALSE(in_place(2, 0));
  EXPECT_TRUE(in_place(2, 1));
  plan(layers, {0, 1, 2, 3});
  EXPECT_FALSE(in_place(2, 1));
  // by an alias, and as a group
  plan(conv(8) + "[dropout]\n" + conv(4) + route("0,2"), {1, 3});
  EXPECT_EQ(of(0), (Slice{0, 0}));
  plan(conv(8) + route("-1", kHalf), {1});
  EXPECT_EQ(of(1), (Slice{1, 0}));
  // a route that is kept holds its sources, but does not lie in another
  plan(conv(8) + conv(4) + route("0,1") + conv(4) + route("2,3"), {2, 4});
  EXPECT_EQ(of(0), (Slice{2, 0}));
  EXPECT_FALSE(in_place(4, 0));
}

TEST_F(SlicePlanTest, ASourceHasOnePlace) {
  plan(conv(8) + conv(4) + route("0,1,0") + conv(4) + route("0,3") + conv(4), {5});
  EXPECT_EQ(of(0), (Slice{2, 0}));
  EXPECT_TRUE(in_place(2, 0));
  EXPECT_FALSE(in_place(2, 2));
  EXPECT_FALSE(in_place(4, 0));
  EXPECT_TRUE(in_place(4, 1));
}

TEST_F(SlicePlanTest, TheInputStaysWhereItIs) {
  plan("[dropout]\n" + conv(4) + route("0,1") + conv(4), {3});
  EXPECT_EQ(of(0), (Slice{-1, 0}));
  EXPECT_FALSE(in_place(2, 0));
  EXPECT_TRUE(in_place(2, 1));
}

TEST_F(SlicePlanTest, SlicesAndPixelsBeginAtAlignedChannels) {
  plan(conv(8) + conv(4) + route("1,0") + conv(4), {3}, 8);
  EXPECT_EQ(of(0), (Slice{0, 0}));  // 12 channels are no multiple of 8
  plan(conv(12) + conv(8) + conv(4) + route("0,1,2") + conv(4), {4}, 8);
  EXPECT_TRUE(in_place(3, 0));
  EXPECT_FALSE(in_place(3, 1));  // begins at 12
  EXPECT_FALSE(in_place(3, 2));  // at 20
  plan(conv(8) + route("-1", kHalf) + conv(4), {2}, 8);
  EXPECT_FALSE(all_in_place(1));
}

// Only the wanted half of each source is in such a route.
TEST_F(SlicePlanTest, GroupsOfSeveralSourcesAreCopied) {
  plan(conv(8) + conv(8) + route("0,1", kHalf) + conv(4), {3});
  EXPECT_EQ(of(0), (Slice{0, 0}));
  EXPECT_FALSE(in_place(2, 0));
  EXPECT_FALSE(in_place(2, 1));
}

TEST_F(SlicePlanTest, WithoutSlicesOnlyAliasesShare) {
  network_ =
      network_from(conv(8) + "[dropout]\n" + conv(4) + route("0,2") + route("0", kHalf), 8, 8, 4);
  plan_ = plan_without_slices(*network_);
  EXPECT_EQ(plan_, (SlicePlan{{-1, 0}, {0, 0}, {0, 0}, {2, 0}, {3, 0}, {4, 0}}));
}

}  // namespace
}  // namespace dn::test
