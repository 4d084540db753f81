// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// Random sets against a simulated device. RTSWAP_ANALYSIS_SETS says how many sets; each is tried
// under every policy and way of preemption.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <string>

#include "rtswap/analysis/np_edf_demand.h"
#include "rtswap/analysis/np_edf_jeffay.h"
#include "rtswap/analysis/request_bound.h"
#include "rtswap/analysis/schedulability.h"
#include "test/support/random_device_tasks.h"

namespace rtswap {
namespace {

constexpr std::array kPolicies = {PolicyKind::kEdf, PolicyKind::kFp, PolicyKind::kFifo};

int set_count() {
  const char* text = std::getenv("RTSWAP_ANALYSIS_SETS");
  return text == nullptr ? 3000 : std::atoi(text);
}

std::vector<DeviceTask> device_tasks(std::span<const SimulatedTask> tasks) {
  std::vector<DeviceTask> result;
  for (const SimulatedTask& task : tasks) result.push_back(task.task);
  return result;
}

std::string describe(std::span<const DeviceTask> tasks, const ScheduleOptions& options) {
  std::string text(name_of(kPolicyNames, options.policy));
  for (const DeviceTask& t : tasks) {
    text += "\n  T " + std::to_string(t.period.count()) + " D " +
            std::to_string(t.deadline.count()) + " J " + std::to_string(t.jitter.count()) + " C " +
            std::to_string(t.wcet.count()) + " rank " + std::to_string(t.rank) + " longest " +
            std::to_string(t.longest_group.count()) + " last " +
            std::to_string(t.last_group.count()) + " reload " + std::to_string(t.reload.count()) +
            " level " + std::to_string(t.level) + (t.best_effort ? " best-effort" : "");
    if (t.edf_deadline) text += " EDF " + std::to_string(t.edf_deadline->count());
  }
  return text;
}

// How many sets the analysis accepts, and in how many the simulator saw nobody late: the second can
// only be more, and what lies between is pessimism, or a phasing that was not tried.
struct Acceptance {
  int sets = 0, accepted = 0, never_late = 0;

  void print(const std::string& name) const {
    std::printf("%-28s %7d sets, accepted %7d, never late in simulation %7d\n", name.c_str(), sets,
                accepted, never_late);
    std::string key = name;  // an attribute's name in the report
    std::ranges::replace_if(
        key, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    testing::Test::RecordProperty(key,
                                  std::to_string(accepted) + " of " + std::to_string(never_late));
  }
};

// The largest response of each task over all schedules that were tried.
class Observed {
 public:
  explicit Observed(std::size_t tasks) : longest_(tasks, -1) {}

  void add(std::span<const std::int64_t> responses) {
    for (std::size_t i = 0; i < longest_.size(); ++i)
      longest_[i] = std::max(longest_[i], responses[i]);
  }

  bool is_anybody_late(std::span<const DeviceTask> tasks) const {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (!tasks[i].best_effort && longest_[i] > tasks[i].deadline.count()) return true;
    }
    return false;
  }

  std::int64_t longest(std::size_t i) const { return longest_[i]; }

 private:
  std::vector<std::int64_t> longest_;
};

void expect_within_bounds(const Observed& observed, const Verdict& verdict) {
  for (std::size_t i = 0; i < verdict.bounds.size(); ++i) {
    const ResponseBound& bound = verdict.bounds[i];
    if (!bound.response) continue;
    ASSERT_LE(observed.longest(i), bound.response->count()) << "task " << i;
    ASSERT_EQ(*bound.response, bound.jitter + bound.wcet + bound.blocking + bound.interference);
    ASSERT_GE(bound.interference, Nanos(0));
  }
}

// Long enough for every busy period, also behind a blocking job.
std::int64_t horizon(std::span<const DeviceTask> tasks) {
  Nanos longest{0};
  for (const DeviceTask& task : tasks) longest = std::max(longest, task.wcet);
  const auto busy = busy_period(tasks, longest);
  return 20 + (busy ? busy->count() : 48);
}

// Every phasing of periodic tasks; the first one's phase is 0, only differences matter.
void for_each_phasing(std::span<const DeviceTask> tasks,
                      const std::function<void(std::span<const std::int64_t>)>& visit) {
  std::vector<std::int64_t> phases(tasks.size(), 0);
  while (true) {
    visit(phases);
    std::size_t i = 1;
    while (i < phases.size() && ++phases[i] == tasks[i].period.count()) phases[i++] = 0;
    if (i >= phases.size()) return;
  }
}

Observed all_phasings(std::span<const SimulatedTask> tasks, PolicyKind policy,
                      std::mt19937& random) {
  const std::vector<DeviceTask> plain = device_tasks(tasks);
  const std::int64_t end = horizon(plain);
  Observed observed(tasks.size());
  for_each_phasing(plain, [&](std::span<const std::int64_t> phases) {
    const std::vector<SimulatedJob> jobs = periodic_jobs(tasks, phases, end);
    for (std::size_t loser = 0; loser < tasks.size(); ++loser)
      observed.add(longest_responses(tasks, jobs, {.policy = policy, .loses_ties = loser}, random));
  });
  return observed;
}

// Without jitter the non-preemptive tests are exact: accepted means never late in any phasing,
// refused means late in one, and no bound is larger than what happens. Fixed priorities at a
// utilization of 1 are the exception: the busy period of the lowest never ends.
TEST(SchedulabilityProperty, NonPreemptiveTestsAreExactOverAllPhasings) {
  std::mt19937 random(11);
  const DeviceTasksShape shape{.periods = {2, 3, 4, 6, 8}, .most_tasks = 3};
  std::array<Acceptance, kPolicies.size()> acceptance;
  for (int set = 0; set < set_count() / 2; ++set) {
    const std::vector<SimulatedTask> tasks = random_device_tasks(shape, random);
    const std::vector<DeviceTask> plain = device_tasks(tasks);
    const bool is_full = !busy_period(plain, Nanos(1)).has_value();
    for (std::size_t p = 0; p < kPolicies.size(); ++p) {
      SCOPED_TRACE(describe(plain, {.policy = kPolicies[p]}));
      const Verdict verdict = analyse(kPolicies[p], plain);
      const Observed observed = all_phasings(tasks, kPolicies[p], random);
      const bool is_late = observed.is_anybody_late(plain);
      ASSERT_NO_FATAL_FAILURE(expect_within_bounds(observed, verdict));
      if (kPolicies[p] != PolicyKind::kFp || !is_full) {
        ASSERT_EQ(verdict.schedulable, !is_late);
        for (std::size_t i = 0; i < plain.size(); ++i)
          ASSERT_EQ(verdict.bounds[i].response, Nanos(observed.longest(i))) << "task " << i;
      }
      ++acceptance[p].sets;
      acceptance[p].accepted += verdict.schedulable ? 1 : 0;
      acceptance[p].never_late += is_late ? 0 : 1;
    }
  }
  for (std::size_t p = 0; p < kPolicies.size(); ++p)
    acceptance[p].print(std::string(name_of(kPolicyNames, kPolicies[p])) + ", all phasings");
}

Observed candidates_and_random(std::span<const SimulatedTask> tasks, ScheduleOptions options,
                               std::mt19937& random) {
  const std::int64_t end = 100;
  Observed observed(tasks.size());
  const auto try_critical = [&](const CriticalInstant& critical) {
    observed.add(longest_responses(tasks, critical_jobs(tasks, critical, end), options, random));
  };
  for (std::size_t blocker = 0; blocker < tasks.size(); ++blocker) {
    try_critical({.blocker = blocker});
    const auto wcet = static_cast<std::uint32_t>(tasks[blocker].task.wcet.count());
    const std::int64_t instant = 1 + random() % (wcet + 2);
    try_critical({.blocker = blocker, .instant = instant, .disturber = random() % tasks.size()});
  }
  for (int k = 0; k < 6; ++k) {
    options.shorter_runs = k >= 4;
    observed.add(longest_responses(tasks, random_jobs(tasks, end, random), options, random));
  }
  return observed;
}

// With release jitter, sporadic gaps, jobs shorter than their bounds, groups, levels, reloads and
// best-effort tasks.
TEST(SchedulabilityProperty, NoAcceptedSetIsLateAndNoBoundIsExceeded) {
  std::mt19937 random(12);
  const DeviceTasksShape shape{.periods = {4, 5, 7, 10, 12, 16, 20, 30},
                               .most_tasks = 5,
                               .with_jitter = true,
                               .with_other_orders = true,
                               .with_best_effort = true};
  std::array<Acceptance, kPolicies.size() * 2> acceptance;
  for (int set = 0; set < set_count() / 2; ++set) {
    std::vector<SimulatedTask> tasks = random_device_tasks(shape, random);
    for (std::size_t way = 0; way < acceptance.size(); ++way) {
      const ScheduleOptions options{.policy = kPolicies[way / 2]};
      way % 2 == 0 ? give_one_level(tasks, random)
                   : give_random_levels(options.policy, tasks, random);
      const std::vector<DeviceTask> plain = device_tasks(tasks);
      SCOPED_TRACE(describe(plain, options));
      const Verdict verdict = analyse(options.policy, plain);
      const Observed observed = candidates_and_random(tasks, options, random);
      const bool is_late = observed.is_anybody_late(plain);
      ASSERT_NO_FATAL_FAILURE(expect_within_bounds(observed, verdict));
      ASSERT_FALSE(verdict.schedulable && is_late);
      ++acceptance[way].sets;
      acceptance[way].accepted += verdict.schedulable ? 1 : 0;
      acceptance[way].never_late += is_late ? 0 : 1;
    }
  }
  for (std::size_t way = 0; way < acceptance.size(); ++way) {
    acceptance[way].print(std::string(name_of(kPolicyNames, kPolicies[way / 2])) +
                          (way % 2 == 0 ? ", one level" : ", levels"));
  }
}

// Three tests of the same thing; the simulator's answer is above.
TEST(SchedulabilityProperty, TheTestsForEdfAgree) {
  std::mt19937 random(13);
  int jeffay = 0, demand = 0;
  for (int set = 0; set < set_count(); ++set) {
    const DeviceTasksShape shape{
        .periods = {3, 4, 6, 8, 12, 24}, .most_tasks = 5, .with_jitter = set % 2 == 0};
    std::vector<DeviceTask> tasks = device_tasks(random_device_tasks(shape, random));
    const bool is_full = !busy_period(tasks, Nanos(1)).has_value();
    const auto is_implicit = [](const DeviceTask& t) {
      return t.deadline == t.period && t.jitter == Nanos(0);
    };
    SCOPED_TRACE(describe(tasks, {}));
    const bool by_demand = np_edf_demand(tasks);
    if (std::ranges::all_of(tasks, is_implicit)) {
      ASSERT_EQ(np_edf_jeffay(tasks), by_demand);
      jeffay += by_demand ? 1 : 0;
    } else {
      ASSERT_FALSE(np_edf_jeffay(tasks));
    }
    // With jitter the busy period of a full device never ends; then neither has an answer.
    if (!is_full || by_demand) {
      ASSERT_EQ(by_demand, analyse(PolicyKind::kEdf, tasks).schedulable);
    }
    demand += by_demand ? 1 : 0;
  }
  EXPECT_GT(jeffay, 0);
  EXPECT_GT(demand, jeffay);
}

}  // namespace
}  // namespace rtswap
