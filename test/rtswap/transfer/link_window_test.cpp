// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <numeric>
#include <vector>

#include "rtswap/transfer/copy_engine.h"

namespace rtswap {
namespace {

using dn::Bytes;

// Pieces arrive once the test opens the link; until then it counts what is on the way.
class HeldLink final : public CopyLink {
 public:
  static constexpr int kDepth = 2, kSlots = 8;

  int depth() const noexcept override { return kDepth; }
  int slots() const noexcept override { return kSlots; }
  void send(std::byte* dst, const std::byte* src, Bytes size,
            const dn::Fence* /*after*/) noexcept override {
    const std::scoped_lock lock(mutex_);
    std::memcpy(dst, src, size.value);
    most_ = std::max(most_, ++on_the_way_);
    sizes_.push_back(size.value);
    most_bytes_ = std::max(most_bytes_, std::reduce(sizes_.begin(), sizes_.end()));
    largest_ = std::max<std::size_t>(largest_, size.value);
    changed_.notify_all();
  }
  bool mark(dn::Fence& /*fence*/) noexcept override { return true; }
  void receive() noexcept override {
    std::unique_lock lock(mutex_);
    waits_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return is_open_; });
    --on_the_way_;
    sizes_.pop_front();
  }

  // Returns when the engine waits for a piece.
  void await_waiting() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waits_; });
  }
  void open() {
    const std::scoped_lock lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }
  int most() {
    const std::scoped_lock lock(mutex_);
    return most_;
  }
  std::size_t most_bytes() {
    const std::scoped_lock lock(mutex_);
    return most_bytes_;
  }
  std::size_t largest() {
    const std::scoped_lock lock(mutex_);
    return largest_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int on_the_way_ = 0, most_ = 0;
  std::deque<std::size_t> sizes_;
  std::size_t largest_ = 0, most_bytes_ = 0;
  bool waits_ = false, is_open_ = false;
};

constexpr Bytes kPiece{100}, kPrefetched{50};

// Of transfers of this size, that are all there before the engine looks.
int pieces_on_the_way(std::size_t size, TransferClass transfer_class = TransferClass::kRunning) {
  constexpr std::size_t kTransfers = 20;
  const std::vector<std::byte> from(size, std::byte{1});
  std::vector<std::vector<std::byte>> to(kTransfers + 1, std::vector<std::byte>(size));
  std::vector<TransferTicket> tickets(kTransfers + 1);
  HeldLink link;
  CopyEngine engine(link, {.piece = kPiece, .prefetch_piece = kPrefetched});
  const auto submit = [&](std::size_t i) {
    return engine.submit(
        {to[i].data(), from.data(), Bytes(size), transfer_class, &tickets[i], i, nullptr, nullptr});
  };
  // The engine waits for the first one while the others queue.
  EXPECT_TRUE(submit(0));
  link.await_waiting();
  for (std::size_t i = 1; i <= kTransfers; ++i) EXPECT_TRUE(submit(i));
  link.open();
  for (const TransferTicket& ticket : tickets) ticket.wait();
  for (const auto& each : to) EXPECT_EQ(each, from);
  const std::size_t largest = transfer_class == TransferClass::kRunning ? 100 : 50;
  EXPECT_EQ(link.largest(), std::min(size, largest));
  return link.most();
}

TEST(LinkWindow, HoldsTheDepthInLargePieces) {
  EXPECT_EQ(pieces_on_the_way(100), HeldLink::kDepth);
  EXPECT_EQ(pieces_on_the_way(1000), HeldLink::kDepth);
}

// Another one is sent as long as it could be a large one: 60 + 60 + 100 bytes do not fit into 200.
TEST(LinkWindow, HoldsAsManySmallPiecesAsMakeTheSameBytes) {
  EXPECT_EQ(pieces_on_the_way(60), 2);
  EXPECT_EQ(pieces_on_the_way(40), 3);
  EXPECT_EQ(pieces_on_the_way(30), 4);
}

TEST(LinkWindow, HoldsNoMoreThanTheSlots) { EXPECT_EQ(pieces_on_the_way(1), HeldLink::kSlots); }

// However small: what is in the way of the next job is so many latencies.
TEST(LinkWindow, HoldsTheDepthInPrefetches) {
  for (const std::size_t size : {1, 30, 50, 100, 1000})
    EXPECT_EQ(pieces_on_the_way(size, TransferClass::kPrefetch), HeldLink::kDepth) << size;
}

// Behind a prefetch on the link there is room for the running job's as if it were one of those.
TEST(LinkWindow, HoldsNoMoreWithAPrefetchAmongTheRunningJobsPieces) {
  const std::vector<std::byte> from(1000, std::byte{1});
  std::vector<std::byte> to(1000), other(1000);
  TransferTicket prefetch, running;
  HeldLink link;
  CopyEngine engine(link, {.piece = kPiece, .prefetch_piece = kPrefetched});
  ASSERT_TRUE(engine.submit({to.data(), from.data(), Bytes(1000), TransferClass::kPrefetch,
                             &prefetch, 0, nullptr, nullptr}));
  link.await_waiting();
  ASSERT_TRUE(engine.submit({other.data(), from.data(), Bytes(1000), TransferClass::kRunning,
                             &running, 1, nullptr, nullptr}));
  link.open();
  EXPECT_EQ(running.wait(), TransferState::kDone);
  EXPECT_EQ(prefetch.wait(), TransferState::kDone);
  EXPECT_LE(link.most_bytes(), 2 * kPiece.value);
  EXPECT_EQ(to, from);
  EXPECT_EQ(other, from);
}

// A transfer that becomes the running job's goes on in larger pieces. (One that is sent is not
// waited for here: the link holds every piece until it is opened.)
TEST(LinkWindow, APromotedPrefetchHasLargePiecesFromThenOn) {
  const std::vector<std::byte> from(500, std::byte{1});
  std::vector<std::byte> to(500);
  TransferTicket ticket;
  HeldLink link;
  CopyEngine engine(link, {.piece = kPiece, .prefetch_piece = kPrefetched});
  ASSERT_TRUE(engine.submit({to.data(), from.data(), Bytes(500), TransferClass::kPrefetch, &ticket,
                             0, nullptr, nullptr}));
  link.await_waiting();
  EXPECT_EQ(link.largest(), 50u);
  engine.promote(ticket);
  link.open();
  EXPECT_EQ(ticket.wait(), TransferState::kDone);
  EXPECT_EQ(to, from);
  EXPECT_EQ(link.largest(), 100u);
}

}  // namespace
}  // namespace rtswap
