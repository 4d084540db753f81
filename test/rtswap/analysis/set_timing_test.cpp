// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/set_timing.h"

#include <gtest/gtest.h>

#include <chrono>
#include <numeric>

#include "test/support/plain_profile.h"

namespace rtswap {
namespace {

using dn::Bytes;
using test::plain_profile;

BoundedTime exactly(std::int64_t ns) { return {Nanos(ns), Nanos(ns), Nanos(ns)}; }

LayerGroup group(int step, bool retained, std::vector<std::uint32_t> chunks) {
  return {step,     step,
          Bytes(0), Bytes(static_cast<std::uint64_t>(step + 1)),
          retained, std::move(chunks)};
}

TaskSpec task(std::int64_t period, std::int64_t deadline) {
  TaskSpec task;
  task.period = Nanos(period);
  task.deadline = Nanos(deadline);
  return task;
}

// Without margin; a host that takes nothing.
SetCosts plain_costs(const Profile& profile) {
  return {{NetworkCosts(profile, Margin{0})},
          {0},
          {exactly(0)},
          {exactly(0)},
          {Bytes(0)},
          {Bytes(0)},
          LinkCosts(profile.link, {}, Margin{0}, LinkDepth{1, 1}),
          {},
          {},
          {},
          {},
          false};
}

TEST(TimeGroups, ALoadWaitsForTheLastGroupInItsPlace) {
  const Profile profile = plain_profile(std::vector<Nanos>(6, Nanos(100)), Bytes(64));
  const SetCosts costs = plain_costs(profile);
  NetworkPlan plan;
  plan.groups = {group(0, true, {9}),     group(1, false, {0, 1}), group(2, false, {2}),
                 group(3, false, {2, 1}), group(4, false, {0}),    group(5, false, {1})};
  const auto groups = time_groups(plan, costs.networks[0], costs.link);
  ASSERT_EQ(groups.size(), 6u);
  EXPECT_EQ(groups[0], (GroupTiming{exactly(100), {}, Bytes(0), true, -1}));
  const std::vector<int> free_after = {-1, -1, -1, 2, 1, 3};
  for (std::size_t g = 1; g < groups.size(); ++g) {
    EXPECT_EQ(groups[g], (GroupTiming{exactly(100), costs.link.load(Bytes(g + 1)), Bytes(g + 1),
                                      false, free_after[g], costs.link.prefetch(Bytes(g + 1))}));
  }
}

TEST(TimeSet, LoadsFromFilesTakeReadingAsWell) {
  Profile profile = plain_profile({Nanos(100), Nanos(100)}, Bytes(64));
  SetCosts costs = plain_costs(profile);
  costs.link = LinkCosts(profile.link, {}, Margin{0}, LinkDepth{1, 1}, profile.link);
  SwapPlan plan;
  plan.networks = {{{group(0, true, {0}), group(1, false, {1})}, {}, {}}};
  const SetTiming in_memory = time_set(plan, costs);
  plan.networks[0].tier = Tier::kFile;
  const SetTiming in_file = time_set(plan, costs);
  EXPECT_EQ(in_file.tasks[0].groups[1].load, costs.link.load(Bytes(2), Tier::kFile));
  EXPECT_GT(in_file.tasks[0].groups[1].load.bound, in_memory.tasks[0].groups[1].load.bound);
  EXPECT_EQ(in_file.window, costs.link.window(Bytes(2), Tier::kFile));
  EXPECT_GT(in_file.window.bound, in_memory.window.bound);
  EXPECT_EQ(in_file.flight, costs.link.flight(Bytes(2), Tier::kFile));
}

TEST(TimeSet, LoadsAreLateOnlyWhereSomethingIsStreamed) {
  Profile profile = plain_profile({Nanos(100), Nanos(100)}, Bytes(64));
  for (Interruptions& one : profile.link.late) one.lost = Nanos(70);
  for (Interruptions& one : profile.interruptions) one.lost = Nanos(5);
  SetCosts costs = plain_costs(profile);
  costs.handover = exactly(30);
  SwapPlan plan;
  plan.networks = {{{group(0, true, {0}), group(1, true, {1})}, {}, {}}};
  EXPECT_EQ(time_set(plan, costs).window, BoundedTime{});
  EXPECT_EQ(interrupted_by({}, time_set(plan, costs)).lost, Nanos(10));
  plan.networks[0].groups[1].retained = false;
  const SetTiming timing = time_set(plan, costs);
  EXPECT_EQ(timing.window, costs.link.window(Bytes(2)));
  EXPECT_EQ(timing.flight, costs.link.flight(Bytes(2)));
  EXPECT_EQ(timing.late_loads, (BoundedTime{Nanos(0), Nanos(70), Nanos(140)}));
  EXPECT_EQ(interrupted_by({}, timing).lost, Nanos(10 + 140));
  costs.host_stops = exactly(9);
  EXPECT_EQ(time_set(plan, costs).interruptions.bound, Nanos(10)) << "the same kind of stop";
  costs.host_stops = exactly(11);
  EXPECT_EQ(time_set(plan, costs).interruptions.bound, Nanos(11));
  // A streamed group is launched by a thread that has to be woken.
  EXPECT_EQ(timing.tasks[0].groups[0].exec.bound, Nanos(100));
  EXPECT_EQ(timing.tasks[0].groups[1].exec.bound, Nanos(130));
}

TEST(TimeSet, APictureIsSentBeforeTheFirstGroup) {
  SetCosts costs = plain_costs(plain_profile({Nanos(100), Nanos(100)}, Bytes(64)));
  costs.pictures = {Bytes(1000)};
  SwapPlan plan;
  plan.networks = {{{group(0, true, {0}), group(1, true, {1})}, {}, {}}};
  const SetTiming timing = time_set(plan, costs);
  EXPECT_EQ(timing.tasks[0].groups[0].exec, exactly(11'100));
  EXPECT_EQ(timing.tasks[0].groups[1].exec, exactly(100));
}

// The first task streams its second group, the other one nothing.
struct TwoTasks {
  TwoTasks() {
    set.tasks = {task(1000, 900), task(500, 500)};
    timing.tasks.resize(2);
    timing.tasks[0].groups = {{exactly(100), {}, {}, true, -1},
                              {exactly(50), exactly(200), Bytes(1), false, -1}};
    timing.tasks[1].groups = {{exactly(100), {}, {}, true, -1}};
    timing.dispatch = exactly(3);
    timing.window = exactly(5);
    timing.late_loads = exactly(11);
    timing.wake = exactly(30);
    timing.tasks[0].prepare = exactly(10);
    timing.tasks[0].finish = exactly(20);
  }
  TaskSetSpec set;
  SetTiming timing;
};

TEST(DeviceBounds, AddDispatchAndWindow) {
  const TwoTasks two;
  const auto bounds = device_bounds(two.set, two.timing);
  // The second group waits for its load until 200: 100 more than both groups take up to there.
  EXPECT_EQ(bounds[0], (DeviceBound{Nanos(8), Nanos(150), Nanos(100), Nanos(0)}));
  EXPECT_EQ(bounds[0].total(), Nanos(258));
  EXPECT_EQ(bounds[1], (DeviceBound{Nanos(3), Nanos(100), Nanos(0), Nanos(0)}))
      << "without loads it waits for none of others";
}

TEST(DeviceBounds, AddTheHostsWorkWhereItSharesTheDevice) {
  TwoTasks two;
  two.timing.host_shares_device = true;
  const auto bounds = device_bounds(two.set, two.timing);
  // One job is prepared, and two have their results made, in both windows.
  EXPECT_EQ(bounds[0].host, Nanos(50));
  EXPECT_EQ(bounds[0].total(), Nanos(308));
  EXPECT_EQ(bounds[1].host, Nanos(50));
  // That work makes the window longer, and so itself: 970 + 30 is a second release.
  two.timing.tasks[1].groups[0].exec = exactly(917);
  EXPECT_EQ(device_bounds(two.set, two.timing)[1].host, Nanos(60));
}

TEST(InterruptedBy, CountsTheHostsWorkMeanwhile) {
  TwoTasks two;
  EXPECT_EQ(interrupted_by(two.set, two.timing).lost, Nanos(11));
  two.timing.host_shares_device = true;
  EXPECT_EQ(interrupted_by(two.set, two.timing).lost, Nanos(11 + 10 + 20));
  two.timing.late_loads = {};
  EXPECT_EQ(interrupted_by(two.set, two.timing).lost, Nanos(0));
}

TEST(HostBudget, IsAWakeUpAndThePhasesOfAllTasks) {
  const TwoTasks two;
  const auto budget = host_budget(two.set, two.timing);
  ASSERT_TRUE(budget);
  EXPECT_EQ(budget->before, Nanos(60));
  EXPECT_EQ(budget->after, Nanos(60));
}

TEST(HostBudget, NoneWherePhasesAloneNeedAllTime) {
  TwoTasks two;
  two.timing.tasks[0].prepare = exactly(600);
  two.timing.tasks[0].finish = exactly(300);
  EXPECT_TRUE(host_budget(two.set, two.timing));
  for (const std::int64_t finish : {400, 500}) {
    two.timing.tasks[0].finish = exactly(finish);
    EXPECT_FALSE(host_budget(two.set, two.timing)) << finish;
    two.timing.host_shares_device = true;
    EXPECT_GE(device_bounds(two.set, two.timing)[1].total(), Nanos(std::chrono::hours(1)));
  }
}

TEST(DeviceTasks, TheHostsTimeIsTakenOffTheDeadline) {
  TaskSetSpec set;
  set.tasks = {task(1000, 900), task(500, 30)};
  const std::vector<DeviceBound> bounds = {{Nanos(1), Nanos(20), Nanos(300), Nanos(4000)}, {}};
  const auto tasks = device_tasks(set, bounds, {Nanos(70), Nanos(40)});
  EXPECT_EQ(tasks[0].period, Nanos(1000));
  EXPECT_EQ(tasks[0].deadline, Nanos(860));
  EXPECT_EQ(tasks[0].edf_deadline, Nanos(900));
  EXPECT_EQ(tasks[0].jitter, Nanos(70));
  EXPECT_EQ(tasks[0].wcet, Nanos(4321));
  EXPECT_EQ(tasks[0].longest_group, Nanos(4321));
  EXPECT_EQ(tasks[0].last_group, Nanos(4321));
  EXPECT_EQ(tasks[1].deadline, Nanos(-10));
}

TEST(DeviceTasks, RanksFollowThePolicyAndThenTheOrderOfTasks) {
  TaskSetSpec set;
  set.tasks = {task(300, 50), task(100, 90), task(300, 40), task(200, 50)};
  set.tasks[0].priority = -3;
  set.tasks[1].priority = 5;
  set.tasks[2].priority = 0;
  set.tasks[3].priority = 5;
  const std::vector<DeviceBound> bounds(40);
  const auto ranks = [&](PolicyKind policy) {
    set.policy = policy;
    std::vector<std::int64_t> ranks;
    for (const DeviceTask& task : device_tasks(set, bounds, {})) ranks.push_back(task.rank);
    return ranks;
  };
  EXPECT_EQ(ranks(PolicyKind::kRm), (std::vector<std::int64_t>{2, 0, 3, 1}));
  EXPECT_EQ(ranks(PolicyKind::kDm), (std::vector<std::int64_t>{1, 3, 0, 2}));
  EXPECT_EQ(ranks(PolicyKind::kFp), (std::vector<std::int64_t>{3, 0, 2, 1}));
  set.tasks.assign(40, task(300, 50));
  std::vector<std::int64_t> in_order(40);
  std::iota(in_order.begin(), in_order.end(), 0);
  EXPECT_EQ(ranks(PolicyKind::kRm), in_order);
}

}  // namespace
}  // namespace rtswap
