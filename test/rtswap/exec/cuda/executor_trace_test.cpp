// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "rtswap/trace/validation.h"
#include "rtswap/trace/validation_text.h"
#include "test/support/placements.h"
#include "test/support/small_task_set.h"

// A run on a GPU, whose groups and loads are timed by its own clock, keeps every rule.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

class CudaExecutorTrace : public testing::TestWithParam<Placement> {};

TEST_P(CudaExecutorTrace, IsValid) {
  const SmallNetworks networks;
  TaskSetSpec set = task_set({networks.task("detector", 60ms), networks.task("chain", 40ms)}, 8);
  set.device = "cuda:0";
  set.chunk.emplace(dn::kMiB * 2);
  set.group = dn::Bytes(4096);
  set.placement = GetParam();
  set.on_miss = OnMiss::kSkipNext;
  set.memory_limit = limit_range(set).smallest;
  const Trace trace = traced_run(set);
  const Validation validation = validate(trace);
  EXPECT_TRUE(validation.is_clean()) << validation_text(trace, validation);
  EXPECT_GT(validation.jobs, 0u);
  EXPECT_GT(validation.loads, validation.jobs) << "nothing was streamed: nothing was tried";
  EXPECT_EQ(trace.header.device, "cuda");
  EXPECT_GT(trace.header.clock_error, Nanos(0));
}

INSTANTIATE_TEST_SUITE_P(Placements, CudaExecutorTrace, testing::ValuesIn(kPlacements),
                         placement_name);

}  // namespace
}  // namespace rtswap::test
