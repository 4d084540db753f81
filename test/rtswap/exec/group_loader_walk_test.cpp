// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "rtswap/plan/planner.h"
#include "test/rtswap/exec/loader_stage.h"
#include "test/support/placements.h"

// The property everything rests on: whenever a group runs, and as long as it runs, the bytes under
// its addresses are those of the host store - for any placement, any plan, any order of jobs, any
// predictions, right or wrong, and jobs that are given up halfway. Groups run late, as on a GPU.
namespace rtswap::test {
namespace {

using dn::Bytes;

// Copies with pauses of random length, some of them long enough for the device thread to get far
// ahead.
class MoodyLink final : public SynchronousLink {
 public:
  explicit MoodyLink(unsigned seed) : random_(seed) {}
  void copy(std::byte* dst, const std::byte* src, dn::Bytes size) noexcept override {
    if (random_() % 4 == 0) std::this_thread::sleep_for(std::chrono::microseconds(random_() % 60));
    std::memcpy(dst, src, size.value / 2);
    if (random_() % 4 == 0) std::this_thread::yield();
    std::memcpy(dst + size.value / 2, src + size.value / 2, size.value - size.value / 2);
  }

 private:
  std::mt19937 random_;
};

SwapPlan random_plan(std::mt19937& random) {
  MemoryNeeds needs;
  for (unsigned n = 2 + random() % 3; n > 0; --n) {
    NetworkNeeds& network = needs.networks.emplace_back();
    network.name = "walk";
    network.jobs_per_second = 1 + random() % 10;
    for (unsigned s = 1 + random() % 12; s > 0; --s)
      network.step_weights.emplace_back(random() % 4 == 0 ? 0 : random() % 20'000);
  }
  PlannerOptions options{std::nullopt, Bytes(4096), std::nullopt};
  if (random() % 2 == 0) options.group = Bytes(4096 * (1 + random() % 6));
  options.memory_limit = smallest_limit(needs, options) + Bytes(random() % 60'000);
  return make_plan(needs, options);
}

class Walk {
 public:
  Walk(Placement placement, unsigned seed)
      : random_(seed),
        link_(seed + 1),
        stage_(random_plan(random_), link_, {placement, Bytes(64 + random_() % 5000), nullptr}) {
    stage_.loader->load_retained();
  }

  // Returns false when a group would have read something else than its weights.
  bool run_jobs(int jobs) {
    for (; jobs > 0; --jobs) {
      if (random_() % 3 == 0) stage_.loader->prefetch_idle(any_network());
      run_job(any_network());
      if (!stage_.reads_are_true) return false;
    }
    return true;
  }
  std::uint64_t loads() const { return stage_.loader->residency().counters().loads; }
  int preemptions() const { return preemptions_; }
  std::uint64_t cancelled() const { return stage_.engine.counters().cancelled; }

 private:
  std::uint32_t any_network() {
    return static_cast<std::uint32_t>(random_() % stage_.plan.networks.size());
  }

  // As JobRunner does. Better jobs come in between, some of the same network.
  void run_job(std::uint32_t network, int depth = 0) {
    GroupLoader& loader = *stage_.loader;
    const bool gives_up = random_() % 8 == 0;
    loader.begin_job(network, 0);
    int group = 0, first = 0;
    for (; group < loader.group_count(network); ++group) {
      if (gives_up && random_() % 3 == 0) {
        loader.give_up(network);
        break;
      }
      if (group > first && depth < 3 && random_() % 8 == 0) {
        loader.give_up(network);
        loader.wait_until_run(group - 1);
        loader.wait_until_given_up(network);
        ++preemptions_;
        run_job(any_network(), depth + 1);
        first = group;
        loader.begin_job(network, first);
      }
      loader.load_ahead(network, group);
      if (loader.all_issued(network)) prefetch_any(network, group);
      loader.wait_for(network, group);
      stage_.launch(network, group, std::chrono::microseconds(any_time()));
      if (random_() % 4 == 0) std::this_thread::sleep_for(std::chrono::microseconds(any_time()));
    }
    if (group > first) loader.wait_until_run(group - 1);
    if (group < loader.group_count(network)) loader.wait_until_given_up(network);
  }
  // The next job may be one that was preempted.
  void prefetch_any(std::uint32_t running, int launched) {
    const std::uint32_t next = any_network();
    const int first = random_() % 2 == 0 ? 0 : any_group(next);
    stage_.loader->prefetch(next, first, running, launched);
  }
  int any_group(std::uint32_t network) {
    return static_cast<int>(random_() % stage_.plan.networks[network].groups.size());
  }
  unsigned any_time() { return random_() % 4 == 0 ? random_() % 80 : 0; }

  std::mt19937 random_;
  MoodyLink link_;
  LoaderStage stage_;
  int preemptions_ = 0;
};

class GroupLoaderWalk : public testing::TestWithParam<Placement> {};

TEST_P(GroupLoaderWalk, AGroupThatRunsReadsItsOwnWeights) {
  std::uint64_t loads = 0, cancelled = 0;
  int preemptions = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    Walk walk(GetParam(), seed);
    ASSERT_TRUE(walk.run_jobs(40)) << "seed " << seed;
    loads += walk.loads();
    cancelled += walk.cancelled();
    preemptions += walk.preemptions();
  }
  EXPECT_GT(loads, 5000u) << "the walk swaps too little to prove anything";
  EXPECT_GT(cancelled, 50u) << "the walk has no wrong prefetches";
  EXPECT_GT(preemptions, 500);
}

INSTANTIATE_TEST_SUITE_P(Placements, GroupLoaderWalk, testing::ValuesIn(kPlacements),
                         placement_name);

}  // namespace
}  // namespace rtswap::test
