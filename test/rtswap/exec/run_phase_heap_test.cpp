// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <thread>
#include <tuple>

#include "test/support/allocation_counter.h"
#include "test/support/filed_networks.h"
#include "test/support/placements.h"

// From the start on, no thread of a run takes heap memory.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

bool is_third_party(const dn::test::AllocationSite& site) {
  return site.module.starts_with("libdnnl") || site.module.starts_with("libgomp");
}

// Takes results until every task has finished `jobs` jobs.
void await_jobs(Executor& executor, std::uint64_t jobs) {
  for (std::uint32_t task = 0; task < executor.set().tasks.size(); ++task) {
    while (executor.summary(TaskId{task}).jobs < jobs) {
      if (executor.next_result(TaskId{task}) != nullptr) executor.release_result(TaskId{task});
      std::this_thread::sleep_for(200us);
    }
  }
}

// Counts while every task of a started run runs 25 jobs. Ends the run.
void expect_no_allocations(Executor& executor) {
  await_jobs(executor, 5);
  dn::test::CountAllocations allocations;
  await_jobs(executor, 30);
  const std::vector<dn::test::AllocationSite> sites = allocations.stop();
  executor.stop();
  executor.join();
  std::uint64_t third_party = 0;
  for (const dn::test::AllocationSite& site : sites) {
    if (is_third_party(site)) {
      third_party += site.count;
    } else {
      ADD_FAILURE() << site.count << " allocations by " << site.module << " " << site.function;
    }
  }
  EXPECT_LT(sites.size(), 64u) << "more places than are told apart";
  testing::Test::RecordProperty("allocations_by_libraries", std::to_string(third_party));
}

class RunPhaseHeap : public testing::TestWithParam<std::tuple<Placement, bool>> {
 protected:
  static Placement placement() { return std::get<0>(GetParam()); }
  static bool is_traced() { return std::get<1>(GetParam()); }
};

TEST_P(RunPhaseHeap, IsNotTouchedByOurCode) {
  const SmallNetworks networks;
  std::vector<TaskSpec> tasks;
  for (const std::string& name : SmallNetworks::names())
    tasks.push_back(networks.task(name, 3ms + 1ms * tasks.size()));
  tasks[1].release.kind = ReleaseKind::kPoisson;
  tasks[1].release.mean_gap = tasks[1].period;
  TaskSetSpec set = task_set(std::move(tasks), 40);
  set.on_miss = OnMiss::kSkipNext;
  set.jobs.reset();
  set.memory_limit = limit_range(set).smallest;
  set.placement = placement();
  set.link = LinkSpec{{2'000'000'000}, 1us};
  Recorder recorder(set.tasks.size());
  const auto executor = make_executor(set, is_traced() ? &recorder : nullptr);
  executor->start();
  expect_no_allocations(*executor);
  std::vector<Event> events;
  recorder.drain(executor->start_instant(), events);
  EXPECT_EQ(!events.empty(), is_traced());
}

TEST(RunPhaseHeapOfFiles, IsNotTouchedByOurCode) {
  const FiledNetworks networks;
  TaskSetSpec set = task_set(
      {networks.task("dense", "a", 5ms, "random:7"), networks.task("dense", "b", 7ms, "random:8"),
       networks.task("dense", "c", 9ms, "random:9")},
      40);
  set.on_miss = OnMiss::kSkipNext;
  set.jobs.reset();
  set.memory_limit = limit_range(set).smallest;
  set.host_memory_limit = smallest_host_limit(set);
  const auto executor = make_executor(set);
  EXPECT_EQ(executor->memory().host().store(), dn::Bytes(0));
  executor->start();
  expect_no_allocations(*executor);
}

INSTANTIATE_TEST_SUITE_P(Placements, RunPhaseHeap,
                         testing::Combine(testing::ValuesIn(kPlacements), testing::Bool()),
                         [](const auto& info) {
                           return std::string(name_of(kPlacementNames, std::get<0>(info.param))) +
                                  (std::get<1>(info.param) ? "_traced" : "");
                         });

TEST(RunPhaseHeapCount, AllocationsOfOtherThreadsAreSeen) {
  dn::test::CountAllocations allocations;
  const auto own = std::make_unique<int>(1);
  std::thread([] { ::operator delete(::operator new(8)); }).join();
  const auto sites = allocations.stop();
  EXPECT_EQ(allocations.total(), 1u);
  ASSERT_EQ(sites.size(), 1u);
  EXPECT_FALSE(is_third_party(sites[0]));
}

}  // namespace
}  // namespace rtswap::test
