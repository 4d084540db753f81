// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/copy_engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "darknet/base/error.h"
#include "rtswap/transfer/host_link.h"
#include "test/rtswap/transfer/step_link.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;
using dn::Bytes;

// Read only after every ticket has settled, which orders it after the engine's writes.
class Recorder final : public PieceObserver {
 public:
  Recorder() { pieces.reserve(100000); }
  void on_piece(const CopiedPiece& piece) noexcept override { pieces.push_back(piece); }
  std::string order() const {
    std::string tags;
    for (const CopiedPiece& piece : pieces) tags += static_cast<char>('a' + piece.tag);
    return tags;
  }

  std::vector<CopiedPiece> pieces;
};

// Transfers named a, b, c ... of 3 pieces of 100 bytes each over a link that the test steps.
class CopyEngineTest : public testing::Test {
 protected:
  static constexpr std::size_t kCount = 4;

  CopyEngineTest() {
    for (std::size_t i = 0; i < kCount; ++i) {
      src[i].assign(300, static_cast<std::byte>(i + 1));
      dst[i].assign(300, std::byte{0});
    }
  }
  ~CopyEngineTest() override { link.open(); }

  bool submit(std::size_t i, TransferClass transfer_class) {
    return engine.submit(
        {dst[i].data(), src[i].data(), Bytes(300), transfer_class, &tickets[i], i});
  }
  void wait_for_all() {
    for (const TransferTicket& ticket : tickets) ticket.wait();
  }
  long bytes_copied(std::size_t i) const {
    return std::count(dst[i].begin(), dst[i].end(), static_cast<std::byte>(i + 1));
  }

  std::array<std::vector<std::byte>, kCount> src;
  std::array<std::vector<std::byte>, kCount> dst;
  std::array<TransferTicket, kCount> tickets;
  StepLink link;
  Recorder recorder;
  CopyEngine engine{link, {Bytes(100), 3, &recorder}};
};

TEST_F(CopyEngineTest, OneClassIsFirstComeFirstServed) {
  ASSERT_TRUE(submit(0, TransferClass::kPrefetch));
  ASSERT_TRUE(submit(1, TransferClass::kPrefetch));
  ASSERT_TRUE(submit(2, TransferClass::kPrefetch));
  link.open();
  wait_for_all();
  EXPECT_EQ(recorder.order(), "aaabbbccc");
}

TEST_F(CopyEngineTest, TheRunningJobOvertakesAtThePieceBoundary) {
  ASSERT_TRUE(submit(0, TransferClass::kPrefetch));
  link.await(1);  // its first piece is in flight
  ASSERT_TRUE(submit(1, TransferClass::kRunning));
  link.open();
  wait_for_all();
  EXPECT_EQ(recorder.order(), "abbbaa");
  EXPECT_EQ(dst[0], src[0]) << "the prefetch went on where it was";
  EXPECT_EQ(recorder.pieces[4].offset, Bytes(100));
}

TEST_F(CopyEngineTest, APromotedPrefetchOvertakesOtherPrefetches) {
  ASSERT_TRUE(submit(0, TransferClass::kPrefetch));
  ASSERT_TRUE(submit(1, TransferClass::kPrefetch));
  ASSERT_TRUE(submit(2, TransferClass::kPrefetch));
  link.await(1);
  engine.promote(tickets[2]);
  engine.promote(tickets[3]);  // never submitted: no effect
  link.open();
  wait_for_all();
  EXPECT_EQ(recorder.order(), "acccaabbb");
  EXPECT_EQ(recorder.pieces[1].transfer_class, TransferClass::kRunning);
}

TEST_F(CopyEngineTest, HeldPrefetchesWaitUntilTheyAreAllowedOrPromoted) {
  engine.hold_prefetches();
  ASSERT_TRUE(submit(0, TransferClass::kPrefetch));
  ASSERT_TRUE(submit(1, TransferClass::kPrefetch));
  ASSERT_TRUE(submit(2, TransferClass::kRunning));
  link.open();
  tickets[2].wait();
  EXPECT_EQ(tickets[0].state(), TransferState::kQueued);
  engine.promote(tickets[1]);
  tickets[1].wait();
  EXPECT_EQ(tickets[0].state(), TransferState::kQueued);
  engine.allow_prefetches();
  tickets[0].wait();
  EXPECT_EQ(recorder.order(), "cccbbbaaa");
}

TEST_F(CopyEngineTest, TicketsTellHowFarTheTransferIs) {
  EXPECT_EQ(tickets[0].state(), TransferState::kIdle);
  EXPECT_EQ(tickets[0].wait(), TransferState::kIdle) << "nothing to wait for";
  ASSERT_TRUE(submit(0, TransferClass::kRunning));
  ASSERT_TRUE(submit(1, TransferClass::kRunning));
  link.await(1);
  EXPECT_EQ(tickets[0].state(), TransferState::kCopying);
  EXPECT_EQ(tickets[1].state(), TransferState::kQueued);
  EXPECT_TRUE(tickets[1].is_pending());
  link.step();
  link.step();
  link.step();
  EXPECT_EQ(tickets[0].wait(), TransferState::kDone);
  EXPECT_TRUE(tickets[1].is_pending());
  link.open();
  EXPECT_EQ(tickets[1].wait(), TransferState::kDone);
}

TEST_F(CopyEngineTest, CancellingAQueuedTransferCopiesNothing) {
  ASSERT_TRUE(submit(0, TransferClass::kPrefetch));
  ASSERT_TRUE(submit(1, TransferClass::kPrefetch));
  link.await(1);
  EXPECT_EQ(engine.cancel(tickets[1]), TransferState::kCancelled) << "does not wait for the link";
  link.open();
  wait_for_all();
  EXPECT_EQ(recorder.order(), "aaa");
  EXPECT_EQ(bytes_copied(1), 0);
}

TEST_F(CopyEngineTest, CancellingAnOvertakenTransferKeepsTheRestAway) {
  ASSERT_TRUE(submit(0, TransferClass::kPrefetch));
  link.await(1);
  ASSERT_TRUE(submit(1, TransferClass::kRunning));
  link.step();
  link.await(2);  // b's first piece is in flight, a has one piece
  EXPECT_EQ(engine.cancel(tickets[0]), TransferState::kCancelled) << "at once: a is not in flight";
  EXPECT_EQ(bytes_copied(0), 100);
  link.open();
  wait_for_all();
  EXPECT_EQ(recorder.order(), "abbb");
}

TEST_F(CopyEngineTest, CancellingTheLastPieceMeansDone) {
  ASSERT_TRUE(submit(0, TransferClass::kRunning));
  link.step();
  link.step();
  link.await(3);
  std::thread canceller([&] { EXPECT_EQ(engine.cancel(tickets[0]), TransferState::kDone); });
  link.step();
  canceller.join();
  EXPECT_EQ(dst[0], src[0]);
  EXPECT_EQ(engine.cancel(tickets[0]), TransferState::kDone) << "settled before";
  EXPECT_EQ(engine.cancel(tickets[1]), TransferState::kIdle) << "never submitted";
}

TEST_F(CopyEngineTest, AFullQueueRefusesAndLeavesTheTicket) {
  ASSERT_TRUE(submit(0, TransferClass::kPrefetch));
  ASSERT_TRUE(submit(1, TransferClass::kPrefetch));
  ASSERT_TRUE(submit(2, TransferClass::kPrefetch));
  EXPECT_FALSE(submit(3, TransferClass::kRunning));
  EXPECT_EQ(tickets[3].state(), TransferState::kIdle);
  EXPECT_EQ(engine.counters().refused, 1u);
  EXPECT_EQ(engine.cancel(tickets[2]), TransferState::kCancelled);
  EXPECT_TRUE(submit(3, TransferClass::kRunning));
  EXPECT_EQ(engine.cancel(tickets[1]), TransferState::kCancelled);
  EXPECT_TRUE(submit(2, TransferClass::kRunning)) << "a settled ticket can be used again";
  link.open();
  wait_for_all();
  EXPECT_EQ(dst[2], src[2]);
}

TEST_F(CopyEngineTest, ATransferOfNoBytesIsDone) {
  ASSERT_TRUE(engine.submit({nullptr, nullptr, Bytes(0), TransferClass::kRunning, &tickets[0], 0}));
  EXPECT_EQ(tickets[0].state(), TransferState::kDone);
}

TEST_F(CopyEngineTest, CountersAddUp) {
  ASSERT_TRUE(submit(0, TransferClass::kRunning));
  ASSERT_TRUE(submit(1, TransferClass::kRunning));
  link.await(1);
  engine.cancel(tickets[1]);
  link.open();
  wait_for_all();
  const CopyEngine::Counters counters = engine.counters();
  EXPECT_EQ(counters.transfers, 1u);
  EXPECT_EQ(counters.cancelled, 1u);
  EXPECT_EQ(counters.refused, 0u);
  EXPECT_EQ(counters.pieces, 3u);
  EXPECT_EQ(counters.bytes, Bytes(300));
  std::chrono::nanoseconds busy{0};
  for (const CopiedPiece& piece : recorder.pieces) busy += piece.end - piece.begin;
  EXPECT_EQ(counters.busy, busy);
}

using CopyEngineDeathTest = CopyEngineTest;

TEST_F(CopyEngineDeathTest, UsingATicketTwiceAtATimeDies) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // a plain fork would leave the engine behind
  ASSERT_TRUE(submit(0, TransferClass::kRunning));
  EXPECT_DEATH(static_cast<void>(submit(0, TransferClass::kRunning)), "twice");
}

TEST(CopyEngine, CutsPiecesOfTheGivenSize) {
  const std::vector<std::byte> src(1050, std::byte{3});
  std::vector<std::byte> dst(1050);
  HostLink link;
  Recorder recorder;
  TransferTicket ticket;
  CopyEngine engine(link, {Bytes(100), 4, &recorder});
  ASSERT_TRUE(
      engine.submit({dst.data(), src.data(), Bytes(1050), TransferClass::kRunning, &ticket, 0}));
  ASSERT_EQ(ticket.wait(), TransferState::kDone);
  EXPECT_EQ(src, dst);
  ASSERT_EQ(recorder.pieces.size(), 11u);
  for (std::size_t i = 0; i < 11; ++i) {
    EXPECT_EQ(recorder.pieces[i].offset, Bytes(i * 100));
    EXPECT_EQ(recorder.pieces[i].size, Bytes(i < 10 ? 100 : 50));
  }
}

// Takes 2 ms for a piece and writes it at the end of that time.
class SlowLink final : public SynchronousLink {
 public:
  void copy(std::byte* dst, const std::byte* src, Bytes size) noexcept override {
    std::this_thread::sleep_for(2ms);
    std::memcpy(dst, src, size.value);
  }
};

TEST(CopyEngine, CancellingEndsAtAPieceBoundaryAndNothingIsWrittenLater) {
  const std::vector<std::byte> src(10000, std::byte{3});
  std::vector<std::byte> dst(src.size());
  SlowLink link;
  Recorder recorder;
  TransferTicket ticket;
  CopyEngine engine(link, {Bytes(10), 4, &recorder});  // 1000 pieces, 2 s
  ASSERT_TRUE(
      engine.submit({dst.data(), src.data(), Bytes(10000), TransferClass::kRunning, &ticket, 0}));
  while (ticket.state() != TransferState::kCopying) std::this_thread::yield();
  EXPECT_EQ(engine.cancel(ticket), TransferState::kCancelled);
  const auto copied = std::count(dst.begin(), dst.end(), std::byte{3});
  EXPECT_EQ(static_cast<std::size_t>(copied), recorder.pieces.size() * 10);
  EXPECT_GE(copied, 10) << "the piece in flight is finished";
  EXPECT_LT(copied, 10000);
  std::this_thread::sleep_for(10ms);
  EXPECT_EQ(std::count(dst.begin(), dst.end(), std::byte{3}), copied);
}

// Of one transfer, by an engine with the options that nobody has to give.
std::vector<Bytes> default_pieces(TransferClass transfer_class, Bytes size) {
  const std::vector<std::byte> src(size.value, std::byte{3});
  std::vector<std::byte> dst(src.size());
  HostLink link;
  Recorder recorder;
  TransferTicket ticket;
  CopyEngine engine(link, {.observer = &recorder});
  EXPECT_TRUE(engine.submit({dst.data(), src.data(), size, transfer_class, &ticket, 0}));
  EXPECT_EQ(ticket.wait(), TransferState::kDone);
  EXPECT_EQ(dst, src);
  std::vector<Bytes> sizes;
  for (const CopiedPiece& piece : recorder.pieces) sizes.push_back(piece.size);
  return sizes;
}

TEST(CopyEngine, ByDefaultNoPieceIsLongerThan8MiBNorOfAPrefetchThan2MiB) {
  EXPECT_EQ(default_pieces(TransferClass::kRunning, dn::kMiB * 17),
            (std::vector{dn::kMiB * 8, dn::kMiB * 8, dn::kMiB}));
  EXPECT_EQ(default_pieces(TransferClass::kPrefetch, dn::kMiB * 5),
            (std::vector{dn::kMiB * 2, dn::kMiB * 2, dn::kMiB}));
}

TEST(CopyEngine, RefusesNonsense) {
  HostLink link;
  EXPECT_THROW(CopyEngine(link, {Bytes(0), 1, nullptr}), dn::Error);
  EXPECT_THROW(CopyEngine(link, {kLargestPiece + Bytes(1), 1, nullptr}), dn::Error);
  EXPECT_THROW(CopyEngine(link, {kLargestPiece, 0, nullptr}), dn::Error);
  EXPECT_THROW(CopyEngine(link, {.prefetch_piece = Bytes(0)}), dn::Error);
}

TEST(CopyEngine, StopsWithoutWork) {
  HostLink link;
  const CopyEngine engine(link);
}

TEST(CopyEngine, StoppingFinishesThePieceAndCancelsTheRest) {
  const std::vector<std::byte> src(300, std::byte{1});
  std::vector<std::byte> dst(300);
  StepLink link;
  std::array<TransferTicket, 3> tickets;
  auto engine = std::make_unique<CopyEngine>(link, CopyEngineOptions{Bytes(100), 3, nullptr});
  for (TransferTicket& ticket : tickets) {
    ASSERT_TRUE(
        engine->submit({dst.data(), src.data(), Bytes(300), TransferClass::kRunning, &ticket, 0}));
  }
  link.await(1);
  std::thread waiter([&] { EXPECT_EQ(tickets[2].wait(), TransferState::kCancelled); });
  std::thread opener([&] {
    std::this_thread::sleep_for(10ms);
    link.step();
    std::this_thread::sleep_for(10ms);
    link.open();
  });
  engine.reset();
  opener.join();
  waiter.join();
  for (const TransferTicket& ticket : tickets) {
    EXPECT_EQ(ticket.state(), TransferState::kCancelled);
  }
}

// Several threads submit, promote and cancel at random; whatever is reported done must be right.
TEST(CopyEngine, ManyRandomTransfersAreCopiedRight) {
  constexpr int kThreads = 3;
  constexpr int kRounds = 300;
  HostLink link;
  CopyEngine engine(link, {Bytes(1000), 8, nullptr});
  std::atomic<int> done = 0;
  const auto client = [&](int seed) {
    std::mt19937 random(static_cast<unsigned>(seed));
    TransferTicket ticket;
    for (int round = 0; round < kRounds; ++round) {
      const std::size_t size = random() % 20000;
      std::vector<std::byte> src(size);
      for (std::byte& b : src) b = static_cast<std::byte>(random());
      std::vector<std::byte> dst(size);
      const auto transfer_class =
          random() % 2 == 0 ? TransferClass::kRunning : TransferClass::kPrefetch;
      ASSERT_TRUE(engine.submit({dst.data(), src.data(), Bytes(size), transfer_class, &ticket, 0}));
      if (random() % 4 == 0) engine.promote(ticket);
      const TransferState end = random() % 8 == 0 ? engine.cancel(ticket) : ticket.wait();
      if (end == TransferState::kDone) {
        ASSERT_EQ(std::memcmp(dst.data(), src.data(), size), 0);
        ++done;
      } else {
        ASSERT_EQ(end, TransferState::kCancelled);
      }
    }
  };
  std::vector<std::thread> clients;
  for (int i = 0; i < kThreads; ++i) clients.emplace_back(client, i);
  for (std::thread& thread : clients) thread.join();
  EXPECT_GT(done, kThreads * kRounds / 2);
  EXPECT_EQ(engine.counters().refused, 0u);
}

}  // namespace
}  // namespace rtswap
