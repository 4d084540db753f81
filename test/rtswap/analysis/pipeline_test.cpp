// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/pipeline.h"

#include <gtest/gtest.h>

#include <random>

namespace rtswap {
namespace {

BoundedTime just(int time) { return {Nanos(time), Nanos(time), Nanos(time)}; }

GroupTiming streamed(int exec, int load, int place_free_after = -1) {
  return {just(exec), just(load), dn::Bytes(1), false, place_free_after};
}

GroupTiming retained(int exec) { return {just(exec), {}, {}, true, -1}; }

TEST(Pipeline, NothingToDo) {
  EXPECT_EQ(pipeline({}, Times::kBound).makespan, Nanos(0));
  std::vector<Nanos> scratch;
  EXPECT_EQ(cold_makespan({}, Times::kBound, Nanos(5), scratch), Nanos(0));
}

TEST(Pipeline, RetainedGroupsNeedNoLink) {
  const std::vector<GroupTiming> groups = {retained(3), retained(4)};
  const PipelineRun run = pipeline(groups, Times::kBound, Nanos(100));
  EXPECT_EQ(run.makespan, Nanos(7));
  EXPECT_EQ(run.stall, Nanos(0));
}

TEST(Pipeline, LoadsOverlapComputing) {
  const std::vector<GroupTiming> groups = {streamed(10, 4), streamed(1, 5), streamed(2, 20)};
  const PipelineRun run = pipeline(groups, Times::kBound);
  EXPECT_EQ(run.load_end, (std::vector<Nanos>{Nanos(4), Nanos(9), Nanos(29)}));
  EXPECT_EQ(run.exec_end, (std::vector<Nanos>{Nanos(14), Nanos(15), Nanos(31)}));
  EXPECT_EQ(run.stall, Nanos(4 + 14));
}

TEST(Pipeline, APlaceIsFreeWhenItsLastUserHasRun) {
  // Two places: the third group waits for the first one's, the fourth for the second one's.
  const std::vector<GroupTiming> groups = {streamed(10, 2), streamed(10, 2), streamed(1, 2, 0),
                                           streamed(1, 2, 1)};
  const PipelineRun run = pipeline(groups, Times::kBound);
  EXPECT_EQ(run.load_end, (std::vector<Nanos>{Nanos(2), Nanos(4), Nanos(14), Nanos(24)}));
  EXPECT_EQ(run.exec_end, (std::vector<Nanos>{Nanos(12), Nanos(22), Nanos(23), Nanos(25)}));
}

TEST(Pipeline, ABusyLinkHidesBehindRetainedGroups) {
  const std::vector<GroupTiming> groups = {retained(10), streamed(1, 3)};
  EXPECT_EQ(pipeline(groups, Times::kBound, Nanos(7)).makespan, Nanos(11));
  EXPECT_EQ(pipeline(groups, Times::kBound, Nanos(8)).makespan, Nanos(12));
}

std::vector<GroupTiming> random_groups(std::mt19937& random) {
  std::vector<GroupTiming> groups;
  const int count = std::uniform_int_distribution(1, 12)(random);
  for (int k = 0; k < count; ++k) {
    const int exec = std::uniform_int_distribution(0, 20)(random);
    const int load = std::uniform_int_distribution(0, 20)(random);
    const int after = std::uniform_int_distribution(-1, k - 1)(random);
    groups.push_back(k % 3 == 0 ? retained(exec) : streamed(exec, load, after));
  }
  return groups;
}

TEST(Pipeline, IsMonotone) {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    const std::vector<GroupTiming> groups = random_groups(random);
    const Nanos before = pipeline(groups, Times::kBound).makespan;
    for (std::size_t k = 0; k < groups.size(); ++k) {
      auto slower = groups;
      (i % 2 == 0 ? slower[k].exec : slower[k].load).bound += Nanos(3);
      EXPECT_GE(pipeline(slower, Times::kBound).makespan, before);
      EXPECT_LE(pipeline(slower, Times::kBound).makespan, before + Nanos(3));
      auto there = groups;
      there[k].retained = true;
      EXPECT_LE(pipeline(there, Times::kBound).makespan, before);
    }
  }
}

TEST(Pipeline, TheShortFormSaysTheSame) {
  std::mt19937 random(2);
  std::vector<Nanos> scratch;
  for (int i = 0; i < 500; ++i) {
    const std::vector<GroupTiming> groups = random_groups(random);
    const Nanos free(i % 10);
    EXPECT_EQ(cold_makespan(groups, Times::kMedian, free, scratch),
              pipeline(groups, Times::kMedian, free).makespan);
  }
}

}  // namespace
}  // namespace rtswap
