// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/file_link.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <deque>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "darknet/device/host/host_mapping.h"
#include "rtswap/transfer/copy_engine.h"
#include "rtswap/transfer/host_link.h"
#include "rtswap/transfer/throttled_link.h"
#include "test/rtswap/transfer/marking_device.h"
#include "test/rtswap/transfer/reader_kinds.h"
#include "test/support/temp_dir.h"

namespace rtswap {
namespace {

using dn::Bytes;

// A link with two pieces on their way that copies as late as it may.
class LateLink final : public CopyLink {
 public:
  int depth() const noexcept override { return 2; }
  int slots() const noexcept override { return 3; }
  void send(std::byte* dst, const std::byte* src, Bytes size,
            const dn::Fence* /*after*/) noexcept override {
    pieces_.push_back({dst, src, size});
    most_ = std::max(most_, pieces_.size());
  }
  bool mark(dn::Fence& /*fence*/) noexcept override { return true; }
  void receive() noexcept override {
    const Piece& piece = pieces_.front();
    std::memcpy(piece.dst, piece.src, piece.size.value);
    pieces_.pop_front();
  }
  std::size_t most_on_the_way() const { return most_; }

 private:
  struct Piece {
    std::byte* dst;
    const std::byte* src;
    Bytes size;
  };
  std::deque<Piece> pieces_;
  std::size_t most_ = 0;
};

std::string numbered(std::size_t size, std::uint32_t seed) {
  std::string bytes(size, '\0');
  std::mt19937 random(seed);
  for (std::size_t i = 0; i + 4 <= size; i += 4) {
    const std::uint32_t word = random();
    std::memcpy(bytes.data() + i, &word, 4);
  }
  return bytes;
}

// A file of some megabytes, in the middle of which, at no whole block, lies what is to be loaded;
// addresses without memory that stand for it; and the same bytes in memory.
class FileLinkTest : public testing::TestWithParam<test::ReaderKind> {
 protected:
  static constexpr std::size_t kSize = (9 << 20) + 704;
  static constexpr std::size_t kAt = 4096 * 3 + 64;

  FileLinkTest()
      : content_(numbered(kAt + kSize, 1)),
        path_(directory_.write("weights", content_)),
        file_(dn::RandomAccessFile(path_)),
        addresses_(Bytes(kSize), dn::Protection::kNone, "test"),
        to_(kSize) {}

  void SetUp() override {
    if (const std::string why = test::why_missing(GetParam()); !why.empty()) GTEST_SKIP() << why;
  }

  std::unique_ptr<FileLink> link(CopyLink& inner, Bytes largest, dn::Device* device = nullptr) {
    return link(inner, largest, {addresses_.data(), Bytes(kSize), &file_, Bytes(kAt)}, device);
  }
  std::unique_ptr<FileLink> link(CopyLink& inner, Bytes largest, const FileSource& source,
                                 dn::Device* device = nullptr) {
    const FileRing shape = file_ring(largest);
    ring_ = dn::HostMapping(shape.size(), dn::Protection::kReadWrite, "test");
    const std::span<std::byte> ring(ring_.data(), ring_.size().value);
    return std::make_unique<FileLink>(inner, std::vector<FileSource>{source}, shape, ring,
                                      test::make_reader(GetParam(), ring), device);
  }
  const std::byte* memory() const {
    return reinterpret_cast<const std::byte*>(content_.data()) + kAt;
  }
  bool is_loaded(std::size_t from, std::size_t size) const {
    return std::memcmp(to_.data() + from, memory() + from, size) == 0;
  }

  dn::test::TempDir directory_;
  std::string content_, path_;
  dn::DirectFile file_;
  dn::HostMapping addresses_, ring_;
  std::vector<std::byte> to_;
};

// Transfers of all sizes and alignments, from the file and from memory in any order, a few at a
// time; every one must bring its bytes, whatever the inner link is like.
void load_at_random(CopyLink& link, std::span<std::byte> to, const std::byte* in_file,
                    const std::byte* in_memory, Bytes piece) {
  CopyEngine engine(link, {piece, 8, nullptr});
  std::mt19937 random(7);
  std::array<TransferTicket, 8> tickets;
  for (int round = 0; round < 10; ++round) {
    std::memset(to.data(), 0, to.size());
    std::size_t at = 0;
    std::vector<std::pair<std::size_t, std::size_t>> loads;
    for (TransferTicket& ticket : tickets) {
      const std::size_t size = random() % (to.size() / tickets.size() - 1) + 1;
      const std::byte* const from = (random() % 3 == 0 ? in_memory : in_file) + at;
      ASSERT_TRUE(
          engine.submit({to.data() + at, from, Bytes(size), TransferClass::kRunning, &ticket}));
      loads.emplace_back(at, size);
      at += size;
    }
    for (std::size_t i = 0; i < loads.size(); ++i) {
      ASSERT_EQ(tickets[i].wait(), TransferState::kDone);
      const auto [from, size] = loads[i];
      ASSERT_EQ(std::memcmp(to.data() + from, in_memory + from, size), 0)
          << "round " << round << ", transfer " << i;
    }
  }
}

TEST_P(FileLinkTest, BringsWhatIsInTheFileOverALinkOfOnePiece) {
  HostLink host;
  const auto file_link = link(host, Bytes(kSize));
  load_at_random(*file_link, to_, addresses_.data(), memory(), kLargestPiece);
}

TEST_P(FileLinkTest, BringsWhatIsInTheFileOverALinkOfSeveralPieces) {
  LateLink late;
  const auto file_link = link(late, dn::kKiB * 100);
  load_at_random(*file_link, to_, addresses_.data(), memory(), dn::kKiB * 100);
  EXPECT_LE(late.most_on_the_way(), 3u);
}

TEST_P(FileLinkTest, GoesTogetherWithAThrottle) {
  HostLink host;
  ThrottledLink throttled(host, {dn::kMiB * 4096, std::chrono::microseconds(1)});
  const auto file_link = link(throttled, dn::kMiB);
  load_at_random(*file_link, to_, addresses_.data(), memory(), dn::kMiB);
}

TEST(FileRing, IsAsLargeAsTheCopyEnginesPiecesNeed) {
  EXPECT_EQ(file_ring(Bytes(0)).size(), Bytes(0));
  EXPECT_EQ(file_ring(dn::kGiB).slots, 2);
  EXPECT_EQ(file_ring(dn::kGiB).slot, kLargestPiece + Bytes(4096));
  EXPECT_EQ(file_ring(dn::kMiB).slots, 3);
  EXPECT_EQ(file_ring(Bytes(1)).size(), Bytes(8 * 8192));
}

// The second of two pieces is being read while the first one is not received yet.
TEST_P(FileLinkTest, ReadsAheadOfTheCopy) {
  HostLink host;
  const auto file_link = link(host, Bytes(kSize));
  file_link->send(to_.data(), addresses_.data(), kLargestPiece, nullptr);
  file_link->send(to_.data() + kLargestPiece.value, addresses_.data() + kLargestPiece.value,
                  dn::kMiB, nullptr);
  const auto sent = std::chrono::steady_clock::now();
  file_link->receive();
  file_link->receive();
  EXPECT_LE(file_link->times()->begin, sent) << "its reading began when it was sent";
  EXPECT_TRUE(is_loaded(0, kLargestPiece.value + dn::kMiB.value));
}

// The copy engine sends the piece that is to be read next as soon as one is received: on a link
// that copies when it is sent something, the one behind it must not be copied before.
TEST_P(FileLinkTest, APieceIsReceivedBeforeTheNextOneIsCopied) {
  class CountingLink final : public SynchronousLink {
   public:
    void copy(std::byte* dst, const std::byte* src, Bytes size) noexcept override {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));  // the next one is read by then
      std::memcpy(dst, src, size.value);
      ++copies;
    }
    int copies = 0;
  } counting;
  const auto file_link = link(counting, Bytes(kSize));
  file_link->send(to_.data(), addresses_.data(), dn::kMiB, nullptr);
  file_link->send(to_.data() + dn::kMiB.value, addresses_.data() + dn::kMiB.value, dn::kMiB,
                  nullptr);
  const int before = counting.copies;
  file_link->receive();
  EXPECT_EQ(counting.copies, std::max(before, 1));
  file_link->receive();
  EXPECT_EQ(counting.copies, 2);
  EXPECT_TRUE(is_loaded(0, 2 * dn::kMiB.value));
}

// Reading needs no place, so it goes ahead; what the copy waits for its place is nobody's load.
TEST_P(FileLinkTest, WaitingForThePlaceIsNotItsTime) {
  static constexpr std::chrono::milliseconds kLate{200};
  class LateFence final : public dn::Fence {
    bool is_reached() const noexcept override { return false; }
    void wait() const noexcept override { std::this_thread::sleep_for(kLate); }
  } fence;
  HostLink host;
  const auto file_link = link(host, dn::kMiB);
  const auto sent = std::chrono::steady_clock::now();
  file_link->send(to_.data(), addresses_.data(), dn::kMiB, &fence);
  file_link->receive();
  const LinkTimes times = file_link->times().value();
  EXPECT_GE(times.first_byte, sent + kLate);
  EXPECT_GE(times.begin, sent + kLate) << "as if it had been read just before";
  EXPECT_LE(times.begin, times.first_byte);
  EXPECT_LE(times.first_byte, times.end);
}

// Its group has run when the piece is sent; then the next job launches its group of that number.
TEST_P(FileLinkTest, AFenceThatIsRecordedAgainIsNotWaitedFor) {
  class Again final : public dn::Fence {
   public:
    bool is_reached() const noexcept override { return reached; }
    void wait() const noexcept override { waits = true; }
    bool reached = true;
    mutable bool waits = false;
  } fence;
  HostLink host;
  const auto file_link = link(host, dn::kMiB);
  file_link->send(to_.data(), addresses_.data(), dn::kMiB, &fence);
  fence.reached = false;
  file_link->receive();
  EXPECT_FALSE(fence.waits);
}

// The next job launches its group of that number while the piece is read: it goes to the link
// behind the group that the fence stood for when it was sent.
TEST_P(FileLinkTest, APieceThatIsHandedOnLaterWaitsForTheFenceAsItStood) {
  class AfterLink final : public CopyLink {
   public:
    int depth() const noexcept override { return 2; }
    int slots() const noexcept override { return 2; }
    void send(std::byte* /*dst*/, const std::byte* /*src*/, Bytes /*size*/,
              const dn::Fence* after) noexcept override {
      last_after = after;
    }
    bool mark(dn::Fence& /*fence*/) noexcept override { return false; }
    void receive() noexcept override {}
    const dn::Fence* last_after = nullptr;
  } inner;
  test::MarkingDevice device;
  test::MarkFence fence;
  const auto file_link = link(inner, dn::kMiB, &device);
  for (int round = 0; round < 20; ++round) {
    const auto group = fence.is_done = std::make_shared<bool>(false);
    file_link->send(to_.data(), addresses_.data(), dn::kMiB, &fence);
    fence.is_done = std::make_shared<bool>(false);
    file_link->receive();
    ASSERT_TRUE(inner.last_after != nullptr);
    EXPECT_FALSE(inner.last_after->is_reached());
    *group = true;
    EXPECT_TRUE(inner.last_after->is_reached());
  }
}

// On a link that could do it, the end of a piece cannot be marked as long as it is being read.
TEST_P(FileLinkTest, MarksOnlyWhatWasHandedOn) {
  class NoFence final : public dn::Fence {
    bool is_reached() const noexcept override { return true; }
    void wait() const noexcept override {}
  } fence;
  LateLink late;
  const auto file_link = link(late, dn::kMiB);
  file_link->send(to_.data(), memory(), dn::kMiB, nullptr);
  EXPECT_TRUE(file_link->mark(fence)) << "it came from memory";
  // Four pieces, of which the inner link takes three at most.
  for (std::size_t i = 1; i < 4; ++i)
    file_link->send(to_.data() + (i << 20), addresses_.data() + (i << 20), dn::kMiB, nullptr);
  EXPECT_FALSE(file_link->mark(fence));
  for (int i = 0; i < 4; ++i) file_link->receive();
  EXPECT_TRUE(file_link->mark(fence));
  EXPECT_TRUE(is_loaded(0, 4 << 20));
}

TEST_P(FileLinkTest, ACancelledTransferIsOffItsMemoryWhenCancelReturns) {
  HostLink host;
  const auto file_link = link(host, Bytes(kSize));
  CopyEngine engine(*file_link, {dn::kMiB, 8, nullptr});
  std::vector<std::byte> ones(kSize, std::byte{1});
  for (int round = 0; round < 12; ++round) {
    TransferTicket ticket;
    ASSERT_TRUE(engine.submit(
        {to_.data(), addresses_.data(), Bytes(kSize), TransferClass::kPrefetch, &ticket}));
    std::this_thread::sleep_for(std::chrono::microseconds(400 * round));
    const TransferState end = engine.cancel(ticket);
    std::memset(to_.data(), 1, kSize);
    std::this_thread::sleep_for(std::chrono::microseconds(50));
    ASSERT_EQ(std::memcmp(to_.data(), ones.data(), kSize), 0)
        << "written after cancel() returned " << static_cast<int>(end);
  }
}

TEST_P(FileLinkTest, WhatTheFileDoesNotHaveIsZero) {
  ASSERT_EQ(::truncate(path_.c_str(), kAt + 1000), 0);
  dn::DirectFile shorter{dn::RandomAccessFile(path_)};
  HostLink host;
  const auto file_link =
      link(host, dn::kMiB, {addresses_.data(), Bytes(1024), &shorter, Bytes(kAt)});
  std::ranges::fill(to_, std::byte{1});
  file_link->send(to_.data(), addresses_.data(), Bytes(1024), nullptr);
  file_link->receive();
  EXPECT_TRUE(is_loaded(0, 1000));
  for (std::size_t i = 1000; i < 1024; ++i) EXPECT_EQ(to_[i], std::byte{0}) << i;
  EXPECT_EQ(to_[1024], std::byte{1});
}

using FileLinkDeathTest = FileLinkTest;

// A disk that fails in the middle of a run: one line, exit code 3.
TEST_P(FileLinkDeathTest, AFileThatBecameShorterEndsTheProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto load = [this] {
    HostLink host;
    const auto file_link = link(host, Bytes(kSize));
    CopyEngine engine(*file_link);
    if (::truncate(path_.c_str(), 5 << 20) != 0) return;
    TransferTicket ticket;
    if (!engine.submit(
            {to_.data(), addresses_.data(), Bytes(kSize), TransferClass::kRunning, &ticket}))
      return;
    ticket.wait();
  };
  EXPECT_EXIT(load(), testing::ExitedWithCode(3),
              "cannot read '.*weights' at byte [0-9]+: it has become shorter");
}

INSTANTIATE_TEST_SUITE_P(Readers, FileLinkTest, testing::ValuesIn(test::kReaderKinds),
                         testing::PrintToStringParamName());
INSTANTIATE_TEST_SUITE_P(Readers, FileLinkDeathTest, testing::ValuesIn(test::kReaderKinds),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace rtswap
