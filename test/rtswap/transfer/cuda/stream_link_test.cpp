// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/stream_link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include "darknet/device/open_device.h"
#include "rtswap/transfer/copy_engine.h"
#include "rtswap/transfer/fence_copies.h"

namespace rtswap {
namespace {

using dn::Bytes;

class StreamLinkTest : public testing::Test {
 protected:
  static constexpr Bytes kSize{1000 * 64};

  StreamLinkTest() {
    for (std::size_t i = 0; i < kSize.value; ++i) from.data()[i] = std::byte(i % 251);
  }
  // What of the device's memory is as it was sent.
  bool is_there(Bytes begin, Bytes size) {
    stream->copy(back.data(), there.data(), kSize);
    stream->synchronize();
    return std::equal(back.data() + begin.value, back.data() + begin.value + size.value,
                      from.data() + begin.value);
  }

  std::shared_ptr<dn::Device> device = dn::open_device("cuda:0");
  dn::DeviceBlock from = device->allocate_pinned(kSize, "test");
  dn::DeviceBlock back = device->allocate_pinned(kSize, "test");
  dn::DeviceBlock there = device->allocate(kSize, "test");
  std::unique_ptr<dn::Fence> arrived = device->make_fence();
  std::unique_ptr<dn::Stream> stream = device->make_stream(dn::StreamPriority::kNormal);
};

// With all slots in use, over and over: what was received is there.
TEST_F(StreamLinkTest, PiecesArriveInTheirOrder) {
  StreamLink link(*device);
  constexpr int kPieces = 100;
  const Bytes piece(kSize.value / kPieces);
  int sent = 0;
  const auto send = [&] {
    const std::size_t at = piece.value * static_cast<std::size_t>(sent++);
    link.send(there.data() + at, from.data() + at, piece, nullptr);
  };
  while (sent < link.slots()) send();
  for (int received = 0; received < kPieces; ++received) {
    link.receive();
    EXPECT_TRUE(is_there(piece * static_cast<std::uint64_t>(received), piece)) << received;
    if (sent < kPieces) send();
  }
}

// More pieces than slots, through the engine.
TEST_F(StreamLinkTest, ManySmallTransfersArrive) {
  StreamLink link(*device);
  constexpr std::size_t kTransfers = 40;
  const Bytes size(kSize.value / kTransfers);
  std::vector<TransferTicket> tickets(kTransfers);
  CopyEngine engine(link, {.piece = Bytes(700)});
  for (std::size_t i = 0; i < kTransfers; ++i) {
    const std::size_t at = size.value * i;
    ASSERT_TRUE(engine.submit({there.data() + at, from.data() + at, size, TransferClass::kRunning,
                               &tickets[i], i, nullptr, nullptr}));
  }
  for (const TransferTicket& ticket : tickets) EXPECT_EQ(ticket.wait(), TransferState::kDone);
  EXPECT_TRUE(is_there(Bytes(0), kSize));
}

// A clock that is not the host's says so: the instant of its origin is known but for a round trip.
TEST_F(StreamLinkTest, ATimedLinkSaysWhenTheFirstByteCameAtTheLatest) {
  StreamLink link(*device, true);
  auto before = std::chrono::steady_clock::now();
  // Clocks are compared before the first piece, and before a few more.
  for (int piece = 0; piece < 60; ++piece) {
    link.send(there.data(), from.data(), kSize, nullptr);
    link.receive();
    const LinkTimes times = link.times().value();
    EXPECT_GE(times.first_byte, before) << "the copy did not begin before it was sent";
    EXPECT_GT(times.first_byte, times.begin);
    EXPECT_GE(times.end, times.begin);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    before = std::chrono::steady_clock::now();
  }
}

// Clocks are compared while pieces are on their way, which are told from a younger origin then.
TEST_F(StreamLinkTest, TimesOfALinkThatIsNeverIdleGoOn) {
  StreamLink link(*device, true);
  const auto begin = std::chrono::steady_clock::now();
  link.send(there.data(), from.data(), kSize, nullptr);
  auto last = begin - std::chrono::milliseconds(1);
  while (std::chrono::steady_clock::now() < begin + std::chrono::milliseconds(350)) {
    link.send(there.data(), from.data(), kSize, nullptr);
    link.receive();
    const LinkTimes times = link.times().value();
    EXPECT_LE(times.begin, std::chrono::steady_clock::now());
    EXPECT_GE(times.first_byte, last) << "pieces overtake each other";
    last = times.begin;
  }
  link.receive();
}

// The first byte of a piece does not come before the fence it waits for.
TEST_F(StreamLinkTest, APieceWaitsForItsFence) {
  StreamLink link(*device);
  const auto fence = device->make_fence();
  stream->clear(there.data(), kSize);
  stream->record(*fence);
  link.send(there.data(), from.data(), kSize, fence.get());
  link.receive();
  EXPECT_TRUE(fence->is_reached());
  EXPECT_TRUE(is_there(Bytes(0), kSize));
}

// Its copy, too, is reached when the work in front of it is done, whatever the fence is for then.
TEST_F(StreamLinkTest, APieceWaitsForTheCopyOfItsFence) {
  StreamLink link(*device);
  FenceCopies copies(*device, 2);
  const auto fence = device->make_fence();
  for (int round = 0; round < 5; ++round) {
    stream->clear(there.data(), kSize);
    stream->record(*fence);
    const dn::Fence* const copy = copies.copy(*fence);
    link.send(there.data(), from.data(), kSize, copy);
    // This work waits for the piece: were it waited for in turn, nobody would go on.
    ASSERT_TRUE(link.mark(*arrived));
    stream->wait(*arrived);
    stream->record(*fence);
    link.receive();
    EXPECT_TRUE(copy->is_reached());
    EXPECT_TRUE(is_there(Bytes(0), kSize));
  }
}

}  // namespace
}  // namespace rtswap
