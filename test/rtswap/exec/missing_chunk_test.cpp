// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

#include "rtswap/exec/device_memory.h"
#include "rtswap/plan/planner.h"
#include "test/support/small_task_set.h"

// A weight that is read without having been brought to the device must end the process, never give
// a plausible wrong number.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

class MissingChunkDeathTest : public testing::Test {
 protected:
  // A new process for each death: threads of other tests do not survive a fork.
  MissingChunkDeathTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }

  TaskSetSpec set() const { return task_set({networks.task("dense", 10ms)}, 1); }
  static SwapPlan plan_for(const TaskSetSpec& set, const PreparedSet& prepared) {
    return make_plan(memory_needs(set, prepared), {std::nullopt, *set.chunk, dn::kKiB * 64});
  }
  // The last chunk of the largest group has no memory beneath it.
  static void take_a_chunk_away(SwapPlan& plan) {
    auto& groups = plan.networks[0].groups;
    std::ranges::max_element(groups, {}, &LayerGroup::size)->chunks.pop_back();
  }
  // Runs the kernels once over mapped but never loaded chunks, then exits with 0.
  [[noreturn]] void run_kernels(bool with_all_chunks) const {
    const TaskSetSpec tasks = set();
    PreparedSet prepared = prepare(tasks);
    SwapPlan plan = plan_for(tasks, prepared);
    if (!with_all_chunks) take_a_chunk_away(plan);
    const auto stream = prepared.device->make_stream(dn::StreamPriority::kNormal);
    dn::SideStream side(*prepared.device);
    const DeviceMemory memory(*prepared.device, *stream, side, {}, prepared, plan);
    prepared.tasks[0].compiled->run();
    ::_exit(0);
  }

  SmallNetworks networks;
};

TEST_F(MissingChunkDeathTest, TheKernelsRunWhereAllChunksAreMapped) {
  EXPECT_EXIT(run_kernels(true), testing::ExitedWithCode(0), "");
}

TEST_F(MissingChunkDeathTest, AKernelThatReadsAnUnmappedChunkDies) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  EXPECT_DEATH(run_kernels(false), "SEGV");
#else
  EXPECT_EXIT(run_kernels(false), testing::KilledBySignal(SIGSEGV), "");
#endif
}

TEST_F(MissingChunkDeathTest, ASwapInToAnUnmappedChunkDies) {
  EXPECT_DEATH(
      {
        const TaskSetSpec tasks = set();
        PreparedSet prepared = prepare(tasks);
        SwapPlan plan = plan_for(tasks, prepared);
        take_a_chunk_away(plan);
        Executor executor(tasks, std::move(prepared), std::move(plan));
        executor.start();
        finish(executor);
        ::_exit(0);
      },
      "");
}

}  // namespace
}  // namespace rtswap::test
