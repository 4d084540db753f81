// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "darknet/base/error.h"
#include "test/emulated_cuda/control.h"
#include "test/support/placements.h"
#include "test/support/small_task_set.h"

// What only an emulated device can be told to do: be late at random, run out of memory, break.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

class EmulatedExecutor : public testing::Test {
 protected:
  EmulatedExecutor() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
  ~EmulatedExecutor() override { emulated_cuda::reset(); }

  TaskSetSpec streamed_networks() const {
    TaskSetSpec set = task_set({networks.task("chain", 2ms), networks.task("dense", 3ms)}, 30);
    set.device = "cuda:0";
    set.group = dn::kKiB * 4;
    return set;
  }
  // Chunks of a page, so that small networks have many groups.
  static void use(int delay_us) {
    emulated_cuda::Settings settings;
    settings.granularity = dn::kKiB.value * 4;
    settings.delay_us = delay_us;
    emulated_cuda::set_settings(settings);
  }
  static std::string error_of(const TaskSetSpec& set) {
    try {
      make_executor(set);
    } catch (const dn::Error& e) {
      return e.what();
    }
    return "no error";
  }

  SmallNetworks networks;
};

class PlacedEmulatedExecutor : public EmulatedExecutor,
                               public testing::WithParamInterface<Placement> {};

TEST_P(PlacedEmulatedExecutor, NoOrderOfLateCopiesAndKernelsChangesAResult) {
  for (const Preemption preemption : {Preemption::kNone, Preemption::kGroupBoundary}) {
    use(0);
    TaskSetSpec set = streamed_networks();
    set.placement = GetParam();
    set.preemption = preemption;
    set.tasks.push_back(networks.task("detector", 4ms));  // an output leaves while others compute
    const RunResults expected = expected_results(set);
    set.memory_limit = limit_range(set).smallest + dn::kKiB * 16;
    use(300);
    expect_same_results(run(set), expected);
  }
}

TEST_P(PlacedEmulatedExecutor, NothingGrowsAfterTheStartAndNothingIsLeftBehind) {
  use(0);
  const auto before = emulated_cuda::counters();
  TaskSetSpec set = streamed_networks();
  set.placement = GetParam();
  set.memory_limit = limit_range(set).smallest;
  {
    const auto executor = make_executor(set);
    EXPECT_LE(emulated_cuda::counters().device_bytes - before.device_bytes,
              static_cast<std::int64_t>(set.memory_limit->value));
    executor->start();
    const auto started = emulated_cuda::counters();
    finish(*executor);
    const auto finished = emulated_cuda::counters();
    EXPECT_EQ(finished.device_bytes, started.device_bytes);
    EXPECT_EQ(finished.chunks, started.chunks);
    if (set.placement == Placement::kOverlay) {
      EXPECT_EQ(finished.mappings, started.mappings);
    } else {
      EXPECT_LE(finished.mappings - before.mappings, finished.chunks - before.chunks);
    }
    EXPECT_EQ(finished.streams, started.streams);
    EXPECT_EQ(finished.events, started.events);
    EXPECT_EQ(finished.graph_execs, started.graph_execs);
  }
  const auto after = emulated_cuda::counters();
  EXPECT_EQ(after.device_bytes, before.device_bytes);
  EXPECT_EQ(after.host_allocations, before.host_allocations);
  EXPECT_EQ(after.registrations, before.registrations);
  EXPECT_EQ(after.reservations, before.reservations);
  EXPECT_EQ(after.mappings, before.mappings);
  EXPECT_EQ(after.streams, before.streams);
  EXPECT_EQ(after.events, before.events);
  EXPECT_EQ(after.graphs, before.graphs);
  EXPECT_EQ(after.graph_execs, before.graph_execs);
}

INSTANTIATE_TEST_SUITE_P(Placements, PlacedEmulatedExecutor, testing::ValuesIn(kPlacements),
                         placement_name);

TEST_F(EmulatedExecutor, ADeviceThatIsFullNamesWhoWantedHowMuch) {
  use(0);
  const TaskSetSpec set = streamed_networks();
  const auto before = emulated_cuda::counters();
  for (const char* failure : {"cudaMalloc:1", "cuMemCreate:3", "cudaHostAlloc:1"}) {
    emulated_cuda::fail(failure);
    const std::string error = error_of(set);
    EXPECT_NE(error.find("cannot take"), std::string::npos) << failure << ": " << error;
  }
  EXPECT_EQ(emulated_cuda::counters().device_bytes, before.device_bytes);
  EXPECT_EQ(error_of(set), "no error");
}

TEST_F(EmulatedExecutor, ADeviceThatBreaksEndsTheProcessWithItsExitCode) {
  EXPECT_EXIT(
      {
        use(0);
        const auto executor = make_executor(streamed_networks());
        executor->start();
        emulated_cuda::fail("kernel:20");
        finish(*executor);
      },
      testing::ExitedWithCode(static_cast<int>(dn::ExitCode::kSystemFailure)), "the GPU failed: ");
}

TEST_F(EmulatedExecutor, AMachineWithoutADeviceSaysSo) {
  emulated_cuda::Settings settings;
  settings.devices = 0;
  emulated_cuda::set_settings(settings);
  EXPECT_NE(error_of(streamed_networks()).find("device 'cuda:0': no CUDA device"),
            std::string::npos);
  TaskSetSpec set = streamed_networks();
  set.device = "auto";
  EXPECT_EQ(make_executor(set)->device().kind(), dn::DeviceKind::kHost);
}

}  // namespace
}  // namespace rtswap::test
