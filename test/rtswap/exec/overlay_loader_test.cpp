// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/overlay_loader.h"

#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <thread>

#include "test/rtswap/exec/loader_stage.h"
#include "test/rtswap/transfer/step_link.h"

namespace rtswap::test {
namespace {

using namespace std::chrono_literals;
using dn::Bytes;

constexpr Bytes kChunk{4096};

// A plan whose groups are one chunk each; places[network][group] is the chunk. Chunk 9 and above
// are retained.
SwapPlan plan_of(const std::vector<std::vector<std::uint32_t>>& places) {
  SwapPlan plan{kChunk, 0, 10, {}};
  for (const auto& network : places) {
    NetworkPlan& groups = plan.networks.emplace_back();
    for (const std::uint32_t chunk : network) {
      groups.groups.push_back({0, 0, groups.range, kChunk, chunk >= 9, {chunk}});
      groups.range += kChunk;
    }
  }
  return plan;
}

class Classes final : public PieceObserver {
 public:
  void on_piece(const CopiedPiece& piece) noexcept override {
    const std::scoped_lock lock(mutex_);
    running_ += piece.transfer_class == TransferClass::kRunning ? 1 : 0;
  }
  int running() {
    const std::scoped_lock lock(mutex_);
    return running_;
  }

 private:
  std::mutex mutex_;
  int running_ = 0;
};

// A = network 0 goes twice round chunks 0 and 1, B = network 1 uses them too, C = network 2 has
// chunk 2 alone, D = network 3 is retained.
class OverlayLoaderTest : public testing::Test {
 protected:
  static constexpr std::uint32_t kA = 0, kB = 1, kC = 2, kD = 3;

  ~OverlayLoaderTest() override { link.open(); }

  ChunkState state(std::uint32_t chunk) const {
    return stage.loader->residency().state(ChunkIndex{chunk});
  }
  bool holds(std::uint32_t chunk, std::uint32_t network, std::uint32_t group) const {
    return state(chunk) != ChunkState::kEmpty &&
           stage.loader->residency().owner(ChunkIndex{chunk}) == ContentOwner{network, group};
  }
  // Runs a whole job with an open link.
  void run_job(std::uint32_t network) {
    loader.begin_job(network, 0);
    for (int group = 0; group < loader.group_count(network); ++group) {
      loader.load_ahead(network, group);
      loader.wait_for(network, group);
      EXPECT_TRUE(stage.is_true(network, group));
    }
  }

  // Lets pieces pass, slowly, until a call that waits for the link returns.
  void step_until(std::future<void>& call) {
    while (call.wait_for(30ms) == std::future_status::timeout) link.step();
    call.get();
  }

  StepLink link;
  Classes classes;
  LoaderStage stage{plan_of({{0, 1, 0, 1}, {0, 1}, {2}, {9}}),
                    link,
                    {Placement::kOverlay, Bytes(1024), &classes}};
  GroupLoader& loader = *stage.loader;
};

TEST_F(OverlayLoaderTest, LoadsAheadOnlyIntoPlacesWhoseGroupHasRun) {
  link.open();
  loader.begin_job(kA, 0);
  loader.load_ahead(kA, 0);
  EXPECT_TRUE(holds(0, kA, 0) && holds(1, kA, 1));
  EXPECT_FALSE(loader.all_issued(kA));
  loader.wait_for(kA, 0);
  loader.wait_for(kA, 1);
  loader.load_ahead(kA, 0);
  EXPECT_TRUE(holds(0, kA, 0) && holds(1, kA, 1)) << "both groups are there but have not run";
  loader.load_ahead(kA, 1);
  EXPECT_TRUE(holds(0, kA, 2)) << "group 0 has run: group 2 may come";
  EXPECT_TRUE(holds(1, kA, 1));
  EXPECT_TRUE(stage.is_true(kA, 1));
  loader.load_ahead(kA, 2);
  EXPECT_TRUE(holds(1, kA, 3));
  EXPECT_TRUE(loader.all_issued(kA));
}

TEST_F(OverlayLoaderTest, PrefetchesOnlyIntoPlacesTheRunningJobHasLeft) {
  link.open();
  loader.begin_job(kA, 0);
  for (int group = 0; group < 3; ++group) {
    loader.load_ahead(kA, group);
    loader.wait_for(kA, group);
  }
  loader.prefetch(kB, 0, kA, 2);
  EXPECT_TRUE(holds(0, kA, 2)) << "group 2 is about to run";
  loader.wait_for(kA, 3);
  loader.prefetch(kB, 0, kA, 3);
  EXPECT_TRUE(holds(0, kB, 0)) << "nobody reads chunk 0 any more";
  EXPECT_TRUE(holds(1, kA, 3)) << "group 3 is about to run";
  loader.prefetch(kB, 0, kA, 4);
  EXPECT_TRUE(holds(1, kB, 1));
}

TEST_F(OverlayLoaderTest, PrefetchesTheFirstLapOfTheSameNetworkOnly) {
  link.open();
  loader.prefetch_idle(kA);
  EXPECT_TRUE(holds(0, kA, 0) && holds(1, kA, 1)) << "groups 2 and 3 would overwrite these";
  loader.begin_job(kA, 0);
  loader.load_ahead(kA, 0);
  loader.wait_for(kA, 0);
  loader.wait_for(kA, 1);
  EXPECT_EQ(stage.engine.counters().transfers, 2u) << "the prefetches were used";
  EXPECT_TRUE(stage.is_true(kA, 0) && stage.is_true(kA, 1));
}

TEST_F(OverlayLoaderTest, CancelsAWrongPrefetchThatIsInTheWay) {
  loader.prefetch_idle(kB);
  link.await(1);  // group 0 of B is in flight, group 1 queued
  loader.begin_job(kA, 0);
  std::future<void> load = std::async(std::launch::async, [&] { loader.load_ahead(kA, 0); });
  EXPECT_EQ(load.wait_for(20ms), std::future_status::timeout) << "a piece in flight is waited for";
  // The second prefetch may begin in the gap before A's first load: then one more piece.
  step_until(load);
  link.open();
  loader.wait_for(kA, 0);
  loader.wait_for(kA, 1);
  EXPECT_TRUE(stage.is_true(kA, 0) && stage.is_true(kA, 1));
  EXPECT_EQ(stage.engine.counters().cancelled, 2u);
  EXPECT_EQ(loader.take_loaded(kB), Bytes(0));
  EXPECT_EQ(loader.take_loaded(kA), kChunk * 2);
}

TEST_F(OverlayLoaderTest, LeavesAPrefetchAloneThatIsNotInTheWay) {
  loader.prefetch_idle(kC);
  link.await(1);
  loader.begin_job(kA, 0);
  loader.load_ahead(kA, 0);
  link.open();
  loader.wait_for(kA, 0);
  run_job(kC);
  EXPECT_EQ(stage.engine.counters().cancelled, 0u);
  EXPECT_EQ(loader.take_loaded(kC), kChunk);
}

TEST_F(OverlayLoaderTest, PromotesAPrefetchWhoseJobBegins) {
  loader.prefetch_idle(kA);
  link.await(1);
  loader.begin_job(kA, 0);
  loader.load_ahead(kA, 0);
  link.open();
  loader.wait_for(kA, 0);
  loader.wait_for(kA, 1);
  EXPECT_EQ(classes.running(), 7) << "all pieces but the one that was in flight";
  EXPECT_EQ(stage.engine.counters().transfers, 2u);
}

TEST_F(OverlayLoaderTest, APrefetchNeverWaitsForAnother) {
  loader.prefetch_idle(kB);
  link.await(1);
  std::future<void> prefetch = std::async(std::launch::async, [&] { loader.prefetch_idle(kA); });
  EXPECT_EQ(prefetch.wait_for(10s), std::future_status::ready);
  link.open();
  prefetch.get();
  EXPECT_TRUE(holds(0, kB, 0)) << "who came first stays";
  EXPECT_EQ(stage.engine.counters().cancelled, 0u);
}

TEST_F(OverlayLoaderTest, FindsContentThatNobodyOverwrote) {
  link.open();
  run_job(kC);
  run_job(kA);
  EXPECT_EQ(stage.engine.counters().transfers, 5u);
  run_job(kC);
  EXPECT_EQ(stage.engine.counters().transfers, 5u);
  run_job(kA);
  EXPECT_EQ(stage.engine.counters().transfers, 9u) << "A's last lap evicted its first";
  EXPECT_EQ(loader.take_loaded(kC), kChunk);
  EXPECT_EQ(loader.take_loaded(kC), Bytes(0));
}

TEST_F(OverlayLoaderTest, RetainedGroupsAreThereAndAreNobodysSwapIn) {
  link.open();
  loader.load_retained();
  EXPECT_EQ(loader.take_loaded(kD), Bytes(0));
  EXPECT_TRUE(stage.is_true(kD, 0));
  run_job(kA);
  EXPECT_EQ(loader.wait_for(kD, 0), Nanos(0));
  EXPECT_EQ(stage.engine.counters().transfers, 5u);
}

TEST_F(OverlayLoaderTest, GivingUpAJobFreesTheLink) {
  loader.begin_job(kA, 0);
  loader.load_ahead(kA, 0);
  link.await(1);
  std::future<void> give_up = std::async(std::launch::async, [&] {
    loader.give_up(kA);
    loader.wait_until_given_up(kA);
  });
  while (stage.engine.counters().cancelled == 0) std::this_thread::yield();
  step_until(give_up);
  EXPECT_LT(stage.engine.counters().bytes, kChunk) << "nothing of the second group was copied";
  EXPECT_EQ(stage.engine.counters().cancelled, 2u);
  EXPECT_EQ(state(0), ChunkState::kEmpty);
  EXPECT_EQ(state(1), ChunkState::kEmpty);
  link.open();
  run_job(kB);
  run_job(kA);
}

// The first group's load, asked for last, is on the link; the second one's was prefetched halfway,
// and is the next: none of it is sent while the first one is waited for.
TEST(OverlayLoaderEnd, GivingUpTakesWhatTheLinkHolds) {
  StepLink link;
  LoaderStage stage(plan_of({{0, 1}, {0}}), link, {Placement::kOverlay, Bytes(1024), nullptr});
  GroupLoader& loader = *stage.loader;
  loader.prefetch_idle(0);
  for (int i = 0; i < 4; ++i) link.step();
  link.await(5);  // the second group's first piece
  loader.begin_job(1, 0);
  loader.load_ahead(1, 0);
  for (int i = 0; i < 5; ++i) link.step();
  loader.wait_for(1, 0);
  loader.begin_job(0, 0);
  loader.load_ahead(0, 0);
  link.await(10);  // the first group's first piece
  const auto before = stage.engine.counters().pieces;
  loader.give_up(0);
  std::future<void> given_up =
      std::async(std::launch::async, [&] { loader.wait_until_given_up(0); });
  while (given_up.wait_for(30ms) == std::future_status::timeout) link.step();
  EXPECT_EQ(stage.engine.counters().pieces - before, 1u);
  link.open();
}

// It is for the network's next job, or for whoever comes.
TEST_F(OverlayLoaderTest, GivingUpAJobLeavesPrefetches) {
  loader.prefetch_idle(kA);
  link.await(1);
  loader.begin_job(kA, 0);
  std::future<void> give_up = std::async(std::launch::async, [&] {
    loader.give_up(kA);
    loader.wait_until_given_up(kA);
  });
  step_until(give_up);
  EXPECT_TRUE(loader.is_on_its_way(kA, 0)) << "it did not become the running job's";
  link.open();
  loader.begin_job(kA, 0);
  run_job(kA);
  EXPECT_EQ(stage.engine.counters().cancelled, 0u);
}

// The engine is still copying when the loader goes: it settles a ticket that must be there.
TEST(OverlayLoaderEnd, MayComeWhileACopyIsInFlight) {
  StepLink link;
  LoaderStage stage(plan_of({{0, 1}}), link);
  stage.loader->prefetch_idle(0);
  link.await(1);
  stage.loader.reset();
  link.open();
}

}  // namespace
}  // namespace rtswap::test
