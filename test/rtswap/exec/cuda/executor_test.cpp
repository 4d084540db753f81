// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "rtswap/trace/validation.h"
#include "rtswap/trace/validation_text.h"
#include "test/support/placements.h"
#include "test/support/small_task_set.h"

// The promise of the executor on a GPU: whatever the limit, every job gives what it gives with all
// weights on the device, bit for bit, and nothing is taken beyond the limit. With either placement.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kJobs = 8;

class CudaExecutor : public testing::TestWithParam<std::tuple<Precision, Placement>> {
 protected:
  TaskSetSpec all_networks() const {
    std::vector<TaskSpec> tasks;
    for (const std::string& name : SmallNetworks::names()) {
      tasks.push_back(networks.task(name, 20ms));
      tasks.back().precision = std::get<Precision>(GetParam());
    }
    tasks.push_back(tasks.front());
    tasks.back().name = "again";
    TaskSetSpec set = task_set(std::move(tasks), kJobs);
    set.device = "cuda:0";
    set.placement = std::get<Placement>(GetParam());
    set.chunk = dn::kMiB * 2;
    set.group = dn::kKiB * 16;
    return set;
  }
  SmallNetworks networks;
};

TEST_P(CudaExecutor, GivesWhatThePlainNetworksGiveUnderAnyLimit) {
  TaskSetSpec set = all_networks();
  const RunResults expected = expected_results(set);
  expect_same_results(run(set), expected);
  const LimitRange range = limit_range(set);
  for (const int part : {0, 1, 3}) {
    const std::uint64_t between = (range.largest - range.smallest).value / 4 * part;
    set.memory_limit = range.smallest + dn::Bytes(between);
    const auto executor = make_executor(set);
    EXPECT_LE(executor->memory().budget().used(), *set.memory_limit);
    executor->start();
    expect_same_results(finish(*executor), expected);
    if (part > 0) continue;
    EXPECT_GT(executor->summary(TaskId{0}).swapped_in, dn::Bytes(0)) << "nothing was streamed";
  }
}

TEST_P(CudaExecutor, ASlowLinkChangesNoResult) {
  TaskSetSpec set = all_networks();
  const RunResults expected = expected_results(set);
  set.memory_limit = limit_range(set).smallest;
  set.link = LinkSpec{{200'000'000}, 50us};
  expect_same_results(run(set), expected);
}

// Every task of a level of its own, the most urgent ones the most often.
TEST_P(CudaExecutor, PreemptedJobsGiveWhatTheyGiveAlone) {
  TaskSetSpec set = all_networks();
  set.preemption = Preemption::kGroupBoundary;
  for (std::size_t i = 0; i < set.tasks.size(); ++i)
    set.tasks[i].period = set.tasks[i].deadline = 2ms + 3ms * i;
  const RunResults expected = expected_results(set);
  set.memory_limit = limit_range(set).smallest;
  set.link = LinkSpec{{50'000'000}, 50us};
  expect_same_results(run(set), expected);
  const Trace trace = traced_run(set);
  EXPECT_GT(std::ranges::count(trace.events, EventKind::kPreempt, &Event::kind), 0);
  const Validation validation = validate(trace);
  EXPECT_TRUE(validation.is_clean()) << validation_text(trace, validation);
}

TEST_P(CudaExecutor, LateJobsAreGivenUpAtAGroup) {
  TaskSetSpec set = all_networks();
  set.on_miss = OnMiss::kAbort;
  set.memory_limit = limit_range(set).smallest;
  for (TaskSpec& task : set.tasks) task.period = task.deadline = 1us;
  const auto executor = make_executor(set);
  executor->start();
  const RunResults results = finish(*executor);
  for (const auto& jobs : results.jobs) EXPECT_EQ(jobs.size(), kJobs);
  EXPECT_GT(executor->summary(TaskId{0}).aborted, 0u);
}

INSTANTIATE_TEST_SUITE_P(All, CudaExecutor,
                         testing::Combine(testing::Values(Precision::kFp32, Precision::kFp16),
                                          testing::ValuesIn(kPlacements)),
                         [](const auto& info) {
                           const bool is_half = std::get<Precision>(info.param) == Precision::kFp16;
                           return std::string(is_half ? "fp16_" : "fp32_") +
                                  std::string(
                                      name_of(kPlacementNames, std::get<Placement>(info.param)));
                         });

}  // namespace
}  // namespace rtswap::test
