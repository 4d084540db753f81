// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulated_link.h"

#include <gtest/gtest.h>

#include <string>

#include "test/support/simulated_stage.h"

namespace rtswap {
namespace {

// A link and a clock; groups are a, b, c of 1, 1 and 24 MiB in places of their own.
class SimulatedLinkTest : public testing::Test {
 protected:
  void submit(int group, LoadClass load_class, Nanos duration) {
    link_.submit({group, load_class, duration, -1, 0});
  }

  // "a@12": what ends when, until nothing crosses any more or the clock would pass `until`.
  std::string run(Nanos until = std::chrono::hours(1)) {
    std::string ends;
    while (link_.start() || link_.next_event() != Instant::max()) {
      if (link_.next_event() > Instant(until)) break;
      now_ = link_.next_event();
      const auto ended = link_.receive();
      if (!ended) continue;
      ends += (ends.empty() ? "" : " ") + std::string(1, static_cast<char>('a' + ended->group)) +
              (ended->is_done ? "@" : " cancelled@") +
              std::to_string(now_.time_since_epoch().count());
    }
    return ends;
  }

  static SwapPlan make_plan() {
    SimulatedStage stage(26);
    std::vector<std::uint32_t> large;
    for (std::uint32_t chunk = 2; chunk < 26; ++chunk) large.push_back(chunk);
    stage.add(Nanos(1), Nanos(1),
              {{Nanos(1), Nanos(1), {0}}, {Nanos(1), Nanos(1), {1}}, {Nanos(1), Nanos(1), large}});
    return stage.plan();
  }

  SwapPlan plan_ = make_plan();
  PlaceMap places_{plan_};
  Instant now_;
  DeviceProgress progress_;
  EventWriter events_{nullptr, now_};
  DurationSource durations_{TakenTimes::kBound, 1};
  RareLoss never_{{}, Nanos(1), durations_, now_};
  SimulatedLink link_{{1, 1}, places_, progress_, never_, now_, events_};
};

constexpr int kA = 0, kB = 1, kC = 2;

TEST_F(SimulatedLinkTest, RunningLoadsOvertakePrefetchesAtTheNextPiece) {
  submit(kC, LoadClass::kPrefetch, Nanos(120));
  EXPECT_EQ(run(Nanos(5)), "");  // the first piece is on its way until 10
  submit(kA, LoadClass::kRunning, Nanos(3));
  EXPECT_EQ(run(), "a@13 c@123");
}

TEST_F(SimulatedLinkTest, PiecesAddUpToTheWholeLoad) {
  submit(kC, LoadClass::kRunning, Nanos(100));  // thirds are not whole
  EXPECT_EQ(run(), "c@100");
  submit(kC, LoadClass::kPrefetch, Nanos(100));  // nor are twelfths
  EXPECT_EQ(run(), "c@200");
  EXPECT_EQ(link_.busy(), Nanos(200));
  EXPECT_EQ(link_.bytes(), dn::kMiB * 48);
}

TEST_F(SimulatedLinkTest, APromotedLoadComesBehindTheLoadsAskedForBefore) {
  submit(kC, LoadClass::kPrefetch, Nanos(30));
  submit(kA, LoadClass::kPrefetch, Nanos(3));
  submit(kB, LoadClass::kRunning, Nanos(4));
  link_.promote(kC);
  EXPECT_EQ(run(), "b@4 c@34 a@37");
}

TEST_F(SimulatedLinkTest, HeldPrefetchesWaitAndThePieceOnItsWayArrives) {
  submit(kC, LoadClass::kPrefetch, Nanos(120));
  link_.start();
  link_.hold(true);
  EXPECT_EQ(run(), "");
  EXPECT_EQ(now_, Instant(Nanos(10)));
  link_.hold(false);
  EXPECT_EQ(run(), "c@120");
}

TEST_F(SimulatedLinkTest, CancellingWaitsForThePieceOnItsWay) {
  submit(kC, LoadClass::kPrefetch, Nanos(120));
  submit(kA, LoadClass::kPrefetch, Nanos(3));
  link_.start();
  EXPECT_TRUE(link_.cancel(kA));
  EXPECT_FALSE(link_.cancel(kC));
  EXPECT_EQ(run(), "c cancelled@10");
}

TEST_F(SimulatedLinkTest, ALoadWaitsForTheGroupThatReadsItsPlace) {
  progress_ = {7, 2};
  link_.submit({kA, LoadClass::kRunning, Nanos(3), 2, 7});
  submit(kB, LoadClass::kRunning, Nanos(4));
  EXPECT_EQ(run(), "");  // b is behind it
  progress_.ran = 3;
  EXPECT_EQ(run(), "a@3 b@7");
}

TEST_F(SimulatedLinkTest, ADeepLinkHasItsNextPieceChosenAlready) {
  SimulatedLink deep({2, 8}, places_, progress_, never_, now_, events_);
  deep.submit({kC, LoadClass::kPrefetch, Nanos(120), -1, 0});
  deep.start();
  deep.submit({kA, LoadClass::kRunning, Nanos(3), -1, 0});
  now_ = deep.next_event();
  EXPECT_FALSE(deep.receive());
  EXPECT_TRUE(deep.start());
  now_ = deep.next_event();  // the second piece of c, sent before a was asked for
  EXPECT_FALSE(deep.receive());
  deep.start();
  EXPECT_EQ(deep.next_event(), Instant(Nanos(23)));
  now_ = deep.next_event();
  EXPECT_EQ(deep.receive()->group, kA);
}

// The next one when a stretch of 100 has passed since the end of the last one that was late.
TEST_F(SimulatedLinkTest, RunningLoadsAreLateOnceInAStretch) {
  const RareLoss late({Nanos(5), Nanos(5), Nanos(5)}, Nanos(100), durations_, now_);
  SimulatedLink link({1, 1}, places_, progress_, late, now_, events_);
  const auto time_of = [&](LoadClass load_class) {
    const Instant begin = now_;
    link.submit({kC, load_class, Nanos(30), -1, 0});
    while (link.start() || link.next_event() != Instant::max()) {
      now_ = link.next_event();
      link.receive();
    }
    return now_ - begin;
  };
  EXPECT_EQ(time_of(LoadClass::kPrefetch), Nanos(30));
  EXPECT_EQ(time_of(LoadClass::kRunning), Nanos(35));
  EXPECT_EQ(time_of(LoadClass::kRunning), Nanos(30));
  now_ += Nanos(70);
  EXPECT_EQ(time_of(LoadClass::kRunning), Nanos(30)) << "100 after the end";
  EXPECT_EQ(time_of(LoadClass::kRunning), Nanos(35));
}

}  // namespace
}  // namespace rtswap
