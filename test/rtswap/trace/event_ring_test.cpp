// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/event_ring.h"

#include <gtest/gtest.h>

#include <thread>

#include "rtswap/trace/recorder.h"

namespace rtswap::test {
namespace {

Event numbered(std::uint64_t number) {
  Event event;
  event.value = number;
  event.job = static_cast<std::uint32_t>(number * 7);
  event.at = Nanos(static_cast<std::int64_t>(number) * 3);
  return event;
}

TEST(EventRing, GivesBackWhatWasPushedInOrder) {
  EventRing ring(8);
  std::vector<Event> found;
  for (std::uint64_t round = 0; round < 10; ++round) {
    for (std::uint64_t i = 0; i < 5; ++i) ring.push(numbered(round * 5 + i));
    ring.drain(found);
  }
  ASSERT_EQ(found.size(), 50u);
  for (std::uint64_t i = 0; i < 50; ++i) EXPECT_EQ(found[i], numbered(i));
  EXPECT_EQ(ring.lost(), 0u);
}

TEST(EventRing, HasRoomForAPowerOfTwo) {
  EXPECT_EQ(EventRing(1).capacity(), 1u);
  EXPECT_EQ(EventRing(5).capacity(), 8u);
}

TEST(EventRing, CountsWhatItHasNoRoomFor) {
  EventRing ring(4);
  for (std::uint64_t i = 0; i < 7; ++i) ring.push(numbered(i));
  EXPECT_EQ(ring.lost(), 3u);
  std::vector<Event> found;
  ring.drain(found);
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found.back(), numbered(3)) << "what is there stays; what comes later is lost";
  ring.push(numbered(9));
  ring.drain(found);
  EXPECT_EQ(found.back(), numbered(9));
  EXPECT_EQ(ring.lost(), 3u);
}

// The ring is much smaller than what goes through it, so both sides meet all the time.
TEST(EventRing, TwoThreadsLoseNothingUncounted) {
  constexpr std::uint64_t kEvents = 200'000;
  EventRing ring(64);
  std::thread recording([&] {
    for (std::uint64_t i = 0; i < kEvents; ++i) ring.push(numbered(i));
  });
  std::vector<Event> found;
  while (found.size() + ring.lost() < kEvents) ring.drain(found);
  recording.join();
  ring.drain(found);
  EXPECT_EQ(found.size() + ring.lost(), kEvents);
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_EQ(found[i], numbered(found[i].value)) << "a torn event";
    if (i > 0) {
      ASSERT_LT(found[i - 1].value, found[i].value);
    }
  }
}

TEST(Recorder, CountsInstantsFromTheStartAndLossesOfAllRings) {
  Recorder recorder(2);
  const Instant start(Nanos(1000));
  Event event;
  event.at = Nanos(1500);
  recorder.device().push(event);
  recorder.copy().push(event);
  for (std::size_t i = 0; i < Recorder::kTaskEvents + 2; ++i) recorder.task(TaskId{1}).push(event);
  std::vector<Event> found;
  recorder.drain(start, found);
  EXPECT_EQ(found.size(), 2 + Recorder::kTaskEvents);
  for (const Event& it : found) EXPECT_EQ(it.at, Nanos(500));
  EXPECT_EQ(recorder.lost(), 2u);
}

}  // namespace
}  // namespace rtswap::test
