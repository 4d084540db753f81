// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/detection_list.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dn::test {
namespace {

TEST(DetectionList, NewCandidatesStartWithoutClasses) {
  DetectionList list(2, 3);
  list.add({.1f, .2f, .3f, .4f}, .9f)[1] = .5f;
  list.clear();
  const auto probabilities = list.add({.5f, .6f, .7f, .8f}, .25f);
  ASSERT_EQ(probabilities.size(), 3u);
  EXPECT_TRUE(std::ranges::all_of(probabilities, [](float p) { return p == 0; }));
  EXPECT_EQ(list.size(), 1);
  EXPECT_EQ(list.box(0).w, .7f);
  EXPECT_EQ(list.objectness(0), .25f);
}

TEST(DetectionList, CountsWhatFindsNoRoom) {
  DetectionList list(1, 2);
  EXPECT_FALSE(list.add({}, .5f).empty());
  EXPECT_TRUE(list.add({}, .6f).empty());
  EXPECT_TRUE(list.add({}, .7f).empty());
  EXPECT_EQ(list.size(), 1);
  EXPECT_EQ(list.dropped(), 2);
  EXPECT_EQ(list.objectness(0), .5f);
  list.clear();
  EXPECT_EQ(list.dropped(), 0);
  EXPECT_FALSE(list.add({}, .5f).empty());
}

TEST(DetectionList, DropLastMakesRoom) {
  DetectionList list(1, 1);
  list.add({}, .5f);
  list.drop_last();
  EXPECT_EQ(list.size(), 0);
  EXPECT_FALSE(list.add({}, .6f).empty());
}

TEST(DetectionList, BestClass) {
  DetectionList list(1, 3);
  const auto p = list.add({}, 1);
  p[0] = .3f;
  p[1] = .6f;
  p[2] = .5f;
  EXPECT_EQ(list.best_class(0, .25f).index, 1);
  EXPECT_EQ(list.best_class(0, .25f).probability, .6f);
  EXPECT_EQ(list.best_class(0, .6f).index, -1);  // strictly above
  const char hidden[3] = {0, 1, 0};
  EXPECT_EQ(list.best_class(0, .25f, hidden).index, 2);
}

}  // namespace
}  // namespace dn::test
