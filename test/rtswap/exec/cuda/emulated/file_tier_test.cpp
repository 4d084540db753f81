// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/emulated_cuda/control.h"
#include "test/support/filed_networks.h"

// Networks on the file tier beside others in host memory, on a device whose copies and kernels are
// late at random.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

void use(int delay_us) {
  emulated_cuda::Settings settings;
  settings.granularity = dn::kKiB.value * 4;
  settings.delay_us = delay_us;
  emulated_cuda::set_settings(settings);
}

TEST(EmulatedFileTier, NoOrderOfLateReadingsCopiesAndKernelsChangesAResult) {
  use(0);
  const FiledNetworks networks;
  TaskSetSpec set = task_set({networks.task("chain", "chain", 2ms, "random:7"),
                              networks.task("dense", "dense", 3ms, "random:7"),
                              networks.task("dense", "other", 5ms, "random:8"),
                              networks.task("dense", "third", 5ms, "random:9"),
                              networks.task("detector", "detector", 4ms, "random:7")},
                             20);
  set.device = "cuda:0";
  set.group = dn::kKiB * 4;
  const RunResults expected = expected_results(set);
  set.memory_limit = limit_range(set).smallest + dn::kKiB * 16;
  for (const dn::Bytes besides : {dn::Bytes(0), dn::kMiB * 2 + dn::kKiB * 600}) {
    set.host_memory_limit = smallest_host_limit(set) + besides;
    use(0);
    {
      const auto executor = make_executor(set);
      EXPECT_GT(executor->memory().host().in_files(), dn::kMiB * 2);
      EXPECT_EQ(executor->memory().host().store() > dn::kMiB * 2, besides > dn::Bytes(0));
    }
    use(300);
    expect_same_results(run(set), expected);
  }
  emulated_cuda::reset();
}

}  // namespace
}  // namespace rtswap::test
