// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/preemption_costs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <random>

#include "rtswap/analysis/pipeline.h"
#include "rtswap/analysis/preemption_points.h"

namespace rtswap {
namespace {

BoundedTime just(std::int64_t time) { return {Nanos(time), Nanos(time), Nanos(time)}; }

GroupTiming streamed(int exec, int load, int place_free_after = -1) {
  return {just(exec), just(load), dn::Bytes(1), false, place_free_after};
}

GroupTiming retained(int exec) { return {just(exec), {}, {}, true, -1}; }

TEST(LostByPreemption, NothingWhereNothingIsStreamed) {
  EXPECT_EQ(lost_by_preemption({}), Nanos(0));
  EXPECT_EQ(lost_by_preemption(std::vector{retained(3), retained(4)}), Nanos(0));
  EXPECT_EQ(lost_by_preemption(std::vector{streamed(3, 9)}), Nanos(0));
}

// Alone: loads until 4 and 9, groups 4..14..15. In front of the second one, at 14, its load of 5 is
// lost.
TEST(LostByPreemption, IsWhatWasLoadedAhead) {
  EXPECT_EQ(lost_by_preemption(std::vector{streamed(10, 4), streamed(1, 5)}), Nanos(5));
  // It was not ahead: its place was free when the first one had run.
  EXPECT_EQ(lost_by_preemption(std::vector{streamed(10, 4), streamed(1, 5, 0)}), Nanos(0));
  // It was not ahead by more: the link had just brought the first one.
  EXPECT_EQ(lost_by_preemption(std::vector{streamed(2, 4), streamed(1, 5)}), Nanos(2));
}

// Groups in places of a few chunks, as plans have them.
class RandomGroups {
 public:
  explicit RandomGroups(std::uint32_t seed) : random_(seed) {}

  int pick(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }

  std::vector<GroupTiming> make() {
    std::array<int, 6> last_user{};
    last_user.fill(-1);
    std::vector<GroupTiming> groups;
    const int count = pick(2, 7);
    for (int k = 0; k < count; ++k) {
      GroupTiming group = retained(pick(0, 8));
      if (pick(0, 3) != 0) {
        group = streamed(pick(0, 8), pick(0, 12));
        const int size = pick(1, 3), first = pick(0, 6 - size);
        for (int chunk = first; chunk < first + size; ++chunk) {
          int& user = last_user[static_cast<std::size_t>(chunk)];
          group.place_free_after = std::max(group.place_free_after, user);
          user = k;
        }
      }
      groups.push_back(group);
    }
    return groups;
  }

 private:
  std::mt19937 random_;
};

// How long the device takes from group `first` to the one in front of `last`, when the link is idle
// and nothing is there but what `is_there` says. Written anew: it shares nothing with pipeline.h.
template <typename IsThere, typename Taken>
std::int64_t stretch(const std::vector<GroupTiming>& groups, std::size_t first, std::size_t last,
                     const IsThere& is_there, const Taken& taken) {
  std::vector<std::int64_t> ended(groups.size(), 0);
  std::int64_t link = 0, device = 0;
  for (std::size_t k = first; k < last; ++k) {
    if (!groups[k].retained && !is_there(k)) {
      const auto user = static_cast<std::size_t>(std::max(0, groups[k].place_free_after));
      if (groups[k].place_free_after >= 0) link = std::max(link, ended[user]);
      link += taken(groups[k].load);
      device = std::max(device, link);
    }
    device += taken(groups[k].exec);
    ended[k] = device;
  }
  return device;
}

// Preempted in front of each group whose bit is set.
template <typename IsThere, typename Taken>
std::int64_t all_stretches(const std::vector<GroupTiming>& groups, unsigned preempted,
                           const IsThere& is_there, const Taken& taken) {
  std::int64_t time = 0;
  std::size_t first = 0;
  for (std::size_t k = 1; k <= groups.size(); ++k) {
    if (k < groups.size() && ((preempted >> k) & 1U) == 0) continue;
    time += stretch(groups, first, k, is_there, taken);
    first = k;
  }
  return time;
}

int case_count() {
  const char* text = std::getenv("RTSWAP_ANALYSIS_SETS");
  return text == nullptr ? 3000 : std::atoi(text);
}

// Every way to preempt a job of these groups, any number of times, with all lost each time; and
// some with less lost, or things there at the beginning, and times below their bounds.
TEST(LostByPreemption, BoundsEveryWayToPreemptAJob) {
  RandomGroups random(5);
  int with_loss = 0;
  for (int n = 0; n < case_count(); ++n) {
    const std::vector<GroupTiming> groups = random.make();
    std::vector<Nanos> scratch;
    const std::int64_t cold = cold_makespan(groups, Times::kBound, Nanos(0), scratch).count();
    const std::int64_t lost = lost_by_preemption(groups).count();
    const auto never = [](std::size_t) { return false; };
    const auto bound = [](const BoundedTime& time) { return time.bound.count(); };
    const auto maybe = [&](std::size_t k) {
      return groups[k].place_free_after < 0 && random.pick(0, 1) == 0;
    };
    const auto less = [&](const BoundedTime& time) {
      return std::int64_t{random.pick(0, static_cast<int>(time.bound.count()))};
    };
    std::int64_t once = 0;
    for (unsigned preempted = 0; preempted < 1U << groups.size(); preempted += 2) {
      const std::int64_t most = cold + std::popcount(preempted) * lost;
      const std::int64_t taken = all_stretches(groups, preempted, never, bound);
      ASSERT_LE(taken, most) << "case " << n << ", preempted " << preempted;
      ASSERT_LE(all_stretches(groups, preempted, maybe, less), most) << "case " << n;
      if (std::popcount(preempted) == 1) once = std::max(once, taken);
    }
    ASSERT_EQ(once, cold + lost) << "case " << n << ": not the smallest bound";
    with_loss += lost > 0 ? 1 : 0;
  }
  EXPECT_GT(with_loss, case_count() / 4);
}

// Two streamed groups of 10 and 20 behind loads of 4, and a small retained one, of a higher level.
struct TwoLevels {
  TwoLevels() {
    set.tasks.resize(3);
    set.tasks[2].best_effort = true;
    for (TaskSpec& task : set.tasks) task.period = task.deadline = Nanos(100'000);
    timing.tasks.resize(3);
    timing.tasks[0].groups = {streamed(10, 4), streamed(20, 4)};
    timing.tasks[1].groups = {retained(5), retained(6)};
    timing.tasks[2].groups = {streamed(100, 50), streamed(100, 50)};
    timing.dispatch = just(300);
    timing.window = just(1000);
  }
  std::vector<PreemptionCosts> costs() const {
    return preemption_costs(set, timing, levels, device_bounds(set, timing));
  }
  TaskSetSpec set;
  SetTiming timing;
  std::vector<std::uint32_t> levels = {1, 2, 0};
};

TEST(PreemptionCosts, OnADeviceThatTwoGroupsAreLaunchedTo) {
  TwoLevels two;
  two.timing.window = just(7);
  two.timing.flight = just(8);
  // After its grant: dispatch, prefetches, and a group with its load. Later: what the link holds,
  // the first group, and the second one's load and itself.
  EXPECT_EQ(two.costs()[0].longest_group, Nanos(300 + 7 + 4 + 20));
  two.timing.dispatch = just(1);
  EXPECT_EQ(two.costs()[0].longest_group, Nanos(8 + 10 + 4 + 20));
  EXPECT_EQ(two.costs()[0].last_group, Nanos(20));
}

// Loads of those behind it are given up while a group runs, which may take longer than the group.
TEST(PreemptionCosts, GivingUpTakesAtLeastWhatTheLinkHolds) {
  TwoLevels two;
  two.timing.dispatch = two.timing.window = just(1);
  two.timing.flight = just(50);
  two.timing.tasks[0].groups = {streamed(10, 4), streamed(20, 4)};
  two.timing.tasks[0].groups.resize(90, retained(1));  // else it is all of the job
  EXPECT_EQ(two.costs()[0].longest_group, Nanos(50 + 20 + 50)) << "behind the third one";
}

TEST(PreemptionCosts, AGroupThatIsThereWaitsForTheLinkOnlyBehindOneThatIsNot) {
  TwoLevels two;
  two.timing.dispatch = just(1);
  two.timing.window = just(3);
  two.timing.flight = just(8);
  two.timing.tasks[0].input = just(5);
  two.timing.tasks[0].groups = {streamed(10, 4), retained(20), retained(30)};
  EXPECT_EQ(two.costs()[0].longest_group, Nanos(3 + 20 + 30)) << "the third behind the second";
  two.timing.tasks[0].groups = {streamed(25, 4), retained(20), retained(3)};
  EXPECT_EQ(two.costs()[0].longest_group, Nanos(8 + 5 + 25 + 20)) << "the second";
}

TEST(PreemptionCosts, OnTheHostAGroupRunsWhenItIsLaunched) {
  TwoLevels two;
  two.timing.window = just(3);
  two.timing.flight = just(8);
  two.timing.dispatch = just(1);
  two.timing.host_shares_device = true;
  two.timing.tasks[0].input = just(5);
  two.timing.tasks[0].groups.push_back(retained(17));  // else it is all of the job
  EXPECT_EQ(two.costs()[0].longest_group, Nanos(1 + 3 + 5 + 4 + 20 + 8));
}

TEST(PreemptionCosts, NobodyPreemptsTheHighestLevelOrWithinAGroup) {
  TwoLevels two;
  const Nanos whole = device_bounds(two.set, two.timing)[1].total();
  EXPECT_EQ(two.costs()[1].longest_group, whole);
  EXPECT_EQ(two.costs()[1].last_group, whole);
  two.timing.tasks[0].groups.pop_back();
  EXPECT_EQ(two.costs()[0].last_group, device_bounds(two.set, two.timing)[0].total());
  EXPECT_EQ(two.costs()[1].reload, Nanos(0));
}

// A bound for the longest group may be as long as the job; there is a boundary all the same.
TEST(PreemptionCosts, ALongGroupHasABoundaryBehindIt) {
  TwoLevels two;
  two.timing.dispatch = just(18);
  two.timing.tasks[0].groups = {retained(299), streamed(35, 220)};
  std::vector<DeviceTask> tasks = device_tasks(two.set, device_bounds(two.set, two.timing), {});
  add_levels(two.levels, two.costs(), tasks);
  EXPECT_EQ(tasks[0].longest_group, tasks[0].wcet);
  EXPECT_TRUE(can_preempt(tasks[1], tasks[0]));
  EXPECT_EQ(tasks[1].reload, Nanos(220 + 18 + 1000));
}

TEST(PreemptionCosts, AReloadIsWhatOthersLoseAndTheirWayBack) {
  TwoLevels two;
  EXPECT_EQ(two.costs()[1].reload, Nanos(4 + 300 + 1000));
  // Behind the first group, of 10, what the link holds has to come.
  two.timing.flight = just(13);
  EXPECT_EQ(two.costs()[1].reload, Nanos(4 + 300 + 1000 + 3));
  // What a best-effort job loses is nobody's loss; and it preempts nobody.
  EXPECT_EQ(two.costs()[0].reload, Nanos(0));
  EXPECT_EQ(two.costs()[2].reload, Nanos(0));
  // On the host a group has run by then, and phases of other jobs may run meanwhile.
  two.timing.host_shares_device = true;
  EXPECT_EQ(two.costs()[1].reload, Nanos(4 + 300 + 1000 + 13));
  two.timing.tasks[0].prepare = two.timing.tasks[1].finish = just(9);
  EXPECT_GT(two.costs()[1].reload, Nanos(4 + 300 + 1000 + 13 + 9));
}

TEST(PreemptionCosts, BecomePartOfTheSet) {
  const TwoLevels two;
  std::vector<DeviceTask> tasks = device_tasks(two.set, device_bounds(two.set, two.timing), {});
  add_levels(two.levels, two.costs(), tasks);
  EXPECT_EQ(tasks[1].level, 2U);
  EXPECT_EQ(tasks[1].reload, two.costs()[1].reload);
  EXPECT_EQ(tasks[0].longest_group, two.costs()[0].longest_group);
  EXPECT_EQ(tasks[0].last_group, Nanos(20));
}

}  // namespace
}  // namespace rtswap
