// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/nms.h"

#include <gtest/gtest.h>

#include <vector>

namespace dn::test {
namespace {

// Two boxes of width .4 whose centres are `shift` apart; the first has the better class 0.
DetectionList pair(float shift) {
  DetectionList list(2, 1);
  list.add({.5f, .5f, .4f, .4f}, .9f)[0] = .9f;
  list.add({.5f + shift, .5f, .4f, .4f}, .8f)[0] = .8f;
  return list;
}

bool second_survives(float shift, const NmsOptions& options) {
  DetectionList list = pair(shift);
  suppress_by_class(list, options);
  EXPECT_EQ(list.probabilities(0)[0], .9f) << "the better box must stay";
  return list.probabilities(1)[0] > 0;
}

TEST(Nms, DefaultComparesIntersectionOverUnion) {
  // shift .1: IoU = .3/.5 = .6
  EXPECT_FALSE(second_survives(.1f, {NmsKind::kDefault, .59f, .6f}));
  EXPECT_TRUE(second_survives(.1f, {NmsKind::kDefault, .61f, .6f}));
}

TEST(Nms, GreedySubtractsTheDistanceToThePowerPointSix) {
  // r = .01 / (.25 + .16) = .02439; r^.6 = .10779; .6 - .10779 = .49221. beta does not count.
  EXPECT_FALSE(second_survives(.1f, {NmsKind::kGreedy, .491f, 9.f}));
  EXPECT_TRUE(second_survives(.1f, {NmsKind::kGreedy, .493f, 9.f}));
}

TEST(Nms, DiouSubtractsTheDistanceToThePowerBeta) {
  // r^1 = .02439; .6 - .02439 = .57561
  EXPECT_FALSE(second_survives(.1f, {NmsKind::kDiou, .574f, 1.f}));
  EXPECT_TRUE(second_survives(.1f, {NmsKind::kDiou, .577f, 1.f}));
}

TEST(Nms, ClassesDoNotSuppressEachOther) {
  DetectionList list(2, 2);
  list.add({.5f, .5f, .4f, .4f}, .9f)[0] = .9f;
  list.add({.5f, .5f, .4f, .4f}, .8f)[1] = .8f;
  suppress_by_class(list, {});
  EXPECT_EQ(list.best_class(0, 0).index, 1);  // sorted by the last class
  EXPECT_EQ(list.best_class(1, 0).index, 0);
}

TEST(Nms, ASuppressedBoxSuppressesNothing) {
  // 0 and 1 overlap, 1 and 2 overlap, 0 and 2 do not: only 1 goes.
  DetectionList list(3, 1);
  list.add({.40f, .5f, .4f, .4f}, 1)[0] = .9f;
  list.add({.50f, .5f, .4f, .4f}, 1)[0] = .8f;
  list.add({.65f, .5f, .4f, .4f}, 1)[0] = .7f;
  suppress_by_class(list, {NmsKind::kDefault, .4f, 0});
  std::vector<float> left;
  for (int i = 0; i < list.size(); ++i) left.push_back(list.probabilities(i)[0]);
  EXPECT_EQ(left, (std::vector<float>{.9f, 0.f, .7f}));
}

TEST(Nms, OrderIsThatOfStableSortsClassByClass) {
  DetectionList list(4, 3);
  const auto add = [&](float place, int c, float p) {
    list.add({place, .5f, .01f, .01f}, place)[c] = p;
  };
  add(.1f, 0, .5f);
  add(.2f, 2, .6f);
  add(.3f, 0, .7f);
  add(.4f, 2, .6f);
  suppress_by_class(list, {});
  std::vector<float> order;
  for (int i = 0; i < list.size(); ++i) order.push_back(list.objectness(i));
  EXPECT_EQ(order, (std::vector<float>{.2f, .4f, .3f, .1f}));
}

TEST(Nms, ObjectnessTakesTheWholeBox) {
  DetectionList list(3, 2);
  list.add({.5f, .5f, .4f, .4f}, .5f)[0] = .5f;
  list.add({.52f, .5f, .4f, .4f}, .9f)[1] = .2f;
  list.add({.1f, .1f, .1f, .1f}, .3f)[0] = .3f;
  suppress_by_objectness(list, .4f);
  EXPECT_EQ(list.objectness(0), .9f);
  EXPECT_EQ(list.objectness(1), 0.f);
  EXPECT_EQ(list.probabilities(1)[0], 0.f);
  EXPECT_EQ(list.objectness(2), .3f);
}

TEST(Nms, EmptyList) {
  DetectionList list(4, 2);
  suppress_by_class(list, {});
  suppress_by_objectness(list, .4f);
  EXPECT_EQ(list.size(), 0);
}

TEST(Nms, TheListCanBeFilledAgainAfterSorting) {
  DetectionList list = pair(.3f);
  suppress_by_class(list, {});
  list.clear();
  list.add({.1f, 0, 0, 0}, .1f);
  list.add({.2f, 0, 0, 0}, .2f);
  EXPECT_EQ(list.box(0).x, .1f);
  EXPECT_EQ(list.box(1).x, .2f);
}

}  // namespace
}  // namespace dn::test
