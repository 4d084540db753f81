// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/remap_loader.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>
#include <utility>

#include "test/rtswap/exec/loader_stage.h"
#include "test/rtswap/transfer/step_link.h"

namespace rtswap::test {
namespace {

using namespace std::chrono_literals;
using dn::Bytes;

constexpr Bytes kChunk{4096};

// Networks of streamed groups of one chunk, placed round and round in the area as the planner does,
// and one network with one retained group behind them.
SwapPlan plan_of(const std::vector<int>& group_counts, std::uint32_t area) {
  SwapPlan plan{kChunk, 1, area, {}};
  const auto add = [&](NetworkPlan& network, bool retained, std::uint32_t chunk) {
    network.groups.push_back({0, 0, network.range, kChunk, retained, {chunk}});
    network.range += kChunk;
  };
  for (const int groups : group_counts) {
    NetworkPlan& network = plan.networks.emplace_back();
    for (int g = 0; g < groups; ++g) add(network, false, 1 + static_cast<std::uint32_t>(g) % area);
  }
  add(plan.networks.emplace_back(), true, 0);
  return plan;
}

// Network kA has four groups, kB two, kRetained is retained; the area has `area` chunks.
class Stage : public LoaderStage {
 public:
  static constexpr std::uint32_t kA = 0, kB = 1, kRetained = 2;

  explicit Stage(std::uint32_t area, CopyLink& link, Placement placement = Placement::kRemap)
      : LoaderStage(plan_of({4, 2}, area), link, {placement, Bytes(1024), nullptr}) {}

  std::uint64_t transfers() const { return engine.counters().transfers; }
  int mapped_groups() const {
    int count = 0;
    for (std::uint32_t network = 0; network < plan.networks.size(); ++network) {
      for (int g = 0; g < loader->group_count(network); ++g) count += is_mapped(network, g) ? 1 : 0;
    }
    return count;
  }
  void run_job(std::uint32_t network) {
    loader->begin_job(network, 0);
    for (int group = 0; group < loader->group_count(network); ++group) {
      loader->load_ahead(network, group);
      loader->wait_for(network, group);
      launch(network, group);
    }
    loader->wait_until_run(loader->group_count(network) - 1);
    EXPECT_TRUE(reads_are_true);
  }
};

// A link that lets everything through, and a kernel that runs until it is let go.
class RemapLoaderTest : public testing::Test {
 protected:
  static constexpr std::uint32_t kA = Stage::kA, kB = Stage::kB, kRetained = Stage::kRetained;

  explicit RemapLoaderTest(std::uint32_t area = 2) : stage(area, link) {
    link.open();
    loader.load_retained();
  }
  ~RemapLoaderTest() override { let_go(); }

  // Launches a group whose kernel is slow.
  void launch_slow(std::uint32_t network, int group) {
    stage.compute.put([this] { gate.get_future().wait(); });
    stage.launch(network, group);
  }
  void let_go() {
    if (!std::exchange(is_open, true)) gate.set_value();
  }

  std::promise<void> gate;
  bool is_open = false;
  StepLink link;
  Stage stage;
  GroupLoader& loader = *stage.loader;
};

class RemapLoaderInAreaOf4 : public RemapLoaderTest {
 protected:
  RemapLoaderInAreaOf4() : RemapLoaderTest(4) {}
};

TEST_F(RemapLoaderTest, NothingLiesBeneathStreamedGroupsBeforeTheyAreLoaded) {
  EXPECT_TRUE(stage.is_mapped(kRetained, 0));
  EXPECT_EQ(stage.mapped_groups(), 1);
  EXPECT_EQ(stage.pool.used(), 1u);
}

TEST_F(RemapLoaderTest, EveryChunkLiesBeneathOneGroup) {
  for (const std::uint32_t network : {kA, kB, kA, kRetained, kB}) {
    stage.run_job(network);
    EXPECT_EQ(stage.mapped_groups(), 3);
    EXPECT_EQ(stage.pool.used(), 3u);
  }
}

TEST_F(RemapLoaderTest, AChunkStaysUntilTheHostKnowsThatItsReaderHasRun) {
  loader.begin_job(kA, 0);
  loader.load_ahead(kA, 0);
  loader.wait_for(kA, 0);
  launch_slow(kA, 0);
  loader.load_ahead(kA, 1);
  loader.wait_for(kA, 1);
  stage.launch(kA, 1);
  loader.load_ahead(kA, 2);
  EXPECT_TRUE(stage.is_mapped(kA, 0) && stage.is_mapped(kA, 1)) << "launched, but not run";
  EXPECT_TRUE(stage.is_unmapped(kA, 2));

  std::future<void> wait = std::async(std::launch::async, [&] { loader.wait_for(kA, 2); });
  EXPECT_EQ(wait.wait_for(20ms), std::future_status::timeout);
  EXPECT_TRUE(stage.is_mapped(kA, 0));
  let_go();
  wait.get();
  EXPECT_TRUE(stage.is_unmapped(kA, 0));
  EXPECT_TRUE(stage.is_mapped(kA, 2) && stage.is_true(kA, 2));
  loader.wait_until_run(1);
  EXPECT_TRUE(stage.reads_are_true);
}

TEST_F(RemapLoaderTest, PrefetchesOnlyIntoChunksThatHaveBeenRead) {
  loader.begin_job(kB, 0);
  loader.load_ahead(kB, 0);
  loader.wait_for(kB, 0);
  launch_slow(kB, 0);
  ASSERT_TRUE(loader.all_issued(kB));
  loader.prefetch(kA, 0, kB, 1);
  EXPECT_TRUE(stage.is_unmapped(kA, 0)) << "group 0 has not run, group 1 is about to";
  let_go();
  loader.wait_until_run(0);
  loader.prefetch(kA, 0, kB, 1);
  EXPECT_TRUE(stage.is_mapped(kA, 0) && stage.is_unmapped(kA, 1));
  EXPECT_TRUE(stage.is_unmapped(kB, 0) && stage.is_mapped(kB, 1));
  loader.wait_for(kB, 1);
  EXPECT_TRUE(stage.is_true(kB, 1));
}

TEST_F(RemapLoaderTest, APrefetchLeavesTheEarlierGroupsOfItsNetworkAlone) {
  for (int round = 0; round < 20; ++round) {
    loader.prefetch_idle(kA);
    EXPECT_TRUE(stage.is_mapped(kA, 0) && stage.is_mapped(kA, 1));
    std::this_thread::sleep_for(1ms);  // the loads arrive, and the groups could be taken
  }
  stage.run_job(kA);
  EXPECT_EQ(stage.transfers(), 1u + 4u) << "the prefetches were used";
}

TEST_F(RemapLoaderTest, AGivenUpLoadLeavesChunksThatCanBeUsedAgain) {
  for (int round = 0; round < 3; ++round) {
    loader.begin_job(kA, 0);
    loader.load_ahead(kA, 0);
    loader.give_up(kA);
    loader.wait_until_given_up(kA);
    stage.run_job(round % 2 == 0 ? kA : kB);
  }
}

TEST_F(RemapLoaderInAreaOf4, TakesTheLastGroupsOfOtherNetworksFirst) {
  stage.run_job(kA);
  loader.prefetch_idle(kB);
  EXPECT_TRUE(stage.is_mapped(kA, 0) && stage.is_mapped(kA, 1));
  EXPECT_TRUE(stage.is_mapped(kB, 0) && stage.is_mapped(kB, 1));
}

// The planner lets the groups of every network begin at the same chunk: with fixed places, networks
// that would fit side by side overwrite each other.
TEST(RemapLoader, NetworksThatFitSideBySideStay) {
  for (const auto& [placement, transfers] :
       {std::pair{Placement::kOverlay, 1u + 4u + 4 * 2u}, {Placement::kRemap, 1u + 4u + 2u}}) {
    StepLink link;
    link.open();
    Stage stage(6, link, placement);
    stage.loader->load_retained();
    for (const std::uint32_t network : {Stage::kA, Stage::kB, Stage::kA, Stage::kB, Stage::kA})
      stage.run_job(network);
    EXPECT_EQ(stage.transfers(), transfers) << name_of(kPlacementNames, placement);
  }
}

class RemapLoaderOnASlowLink : public testing::Test {
 protected:
  static constexpr std::uint32_t kA = Stage::kA, kB = Stage::kB;

  RemapLoaderOnASlowLink() {
    std::future<void> retained = std::async(std::launch::async, [&] { loader.load_retained(); });
    step_until(retained);
  }
  ~RemapLoaderOnASlowLink() override { link.open(); }
  // Lets pieces pass, slowly, until a call that waits for the link returns.
  void step_until(std::future<void>& call) {
    while (call.wait_for(10ms) == std::future_status::timeout) link.step();
    call.get();
  }

  StepLink link;
  Stage stage{2, link};
  GroupLoader& loader = *stage.loader;
};

TEST_F(RemapLoaderOnASlowLink, AWrongPrefetchIsGivenUp) {
  loader.prefetch_idle(kB);
  loader.begin_job(kA, 0);
  std::future<void> load = std::async(std::launch::async, [&] { loader.load_ahead(kA, 0); });
  step_until(load);
  EXPECT_TRUE(stage.is_mapped(kA, 0) && stage.is_mapped(kA, 1));
  EXPECT_TRUE(stage.is_unmapped(kB, 0) && stage.is_unmapped(kB, 1));
  EXPECT_EQ(stage.engine.counters().cancelled, 2u);
  link.open();
  loader.wait_for(kA, 0);
  loader.wait_for(kA, 1);
  EXPECT_TRUE(stage.is_true(kA, 0) && stage.is_true(kA, 1));
  EXPECT_EQ(loader.take_loaded(kB), Bytes(0));
}

TEST_F(RemapLoaderOnASlowLink, APrefetchNeverWaitsForAnother) {
  loader.prefetch_idle(kB);
  std::future<void> prefetch = std::async(std::launch::async, [&] { loader.prefetch_idle(kA); });
  EXPECT_EQ(prefetch.wait_for(10s), std::future_status::ready);
  link.open();
  prefetch.get();
  EXPECT_TRUE(stage.is_mapped(kB, 0)) << "who came first stays";
  EXPECT_EQ(stage.engine.counters().cancelled, 0u);
}

}  // namespace
}  // namespace rtswap::test
