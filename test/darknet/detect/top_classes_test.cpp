// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/top_classes.h"

#include <gtest/gtest.h>

#include <vector>

namespace dn::test {
namespace {

std::vector<int> top(const std::vector<float>& scores, std::size_t count) {
  std::vector<ClassScore> best(count);
  std::vector<int> indices;
  const int found = top_classes(scores, best);
  for (int i = 0; i < found; ++i) {
    indices.push_back(best[i].index);
    EXPECT_EQ(best[i].probability, scores[best[i].index]);
  }
  return indices;
}

TEST(TopClasses, BestFirstTiesByIndex) {
  const std::vector<float> scores{.1f, .5f, .2f, .5f, .05f};
  EXPECT_EQ(top(scores, 1), (std::vector<int>{1}));
  EXPECT_EQ(top(scores, 3), (std::vector<int>{1, 3, 2}));
  EXPECT_EQ(top(scores, 5), (std::vector<int>{1, 3, 2, 0, 4}));
}

TEST(TopClasses, FewerScoresThanWanted) {
  EXPECT_EQ(top({.1f, .2f}, 4), (std::vector<int>{1, 0}));
  EXPECT_TRUE(top({}, 4).empty());
  EXPECT_TRUE(top({.1f}, 0).empty());
}

TEST(TopClasses, RisingScores) {
  std::vector<float> scores(100);
  for (int i = 0; i < 100; ++i) scores[i] = static_cast<float>(i);
  EXPECT_EQ(top(scores, 3), (std::vector<int>{99, 98, 97}));
}

}  // namespace
}  // namespace dn::test
