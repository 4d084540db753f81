// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/piece_reader.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "darknet/base/unique_fd.h"
#include "darknet/device/host/host_mapping.h"
#include "rtswap/transfer/make_piece_reader.h"
#include "test/rtswap/transfer/reader_kinds.h"
#include "test/support/temp_dir.h"

namespace rtswap {
namespace {

using dn::Bytes;

// What every reader must do, with a file of four megabytes that ends within a block, and memory for
// eight readings.
class PieceReaderTest : public testing::TestWithParam<test::ReaderKind> {
 protected:
  static constexpr Bytes kSize{(4 << 20) + 100};
  static constexpr Bytes kSlot = dn::kMiB * 5;

  PieceReaderTest()
      : content_(random_bytes()),
        path_(directory_.write("weights", content_)),
        file_(dn::RandomAccessFile(path_)),
        memory_(kSlot * PieceReader::kMostReadings, dn::Protection::kReadWrite, "test") {}

  void SetUp() override {
    if (const std::string why = test::why_missing(GetParam()); !why.empty()) GTEST_SKIP() << why;
    reader_ = make();
  }
  std::unique_ptr<PieceReader> make() const {
    return test::make_reader(GetParam(), std::span(memory_.data(), memory_.size().value));
  }
  static std::string random_bytes() {
    std::string bytes(kSize.value, '\0');
    std::mt19937 random(1);
    for (char& byte : bytes) byte = static_cast<char>(random());
    return bytes;
  }
  std::byte* slot(int reading) const {
    return memory_.data() + kSlot.value * static_cast<std::size_t>(reading);
  }
  // Some whole blocks of the file or, at its end, behind it.
  struct Region {
    Bytes offset, size;
  };
  Region random_region() {
    const std::uint64_t blocks = dn::chunks_for(kSize, dn::kDirectAlignment);
    const std::uint64_t first = random_() % blocks;
    const std::uint64_t count = random_() % (blocks - first + 3) + 1;
    return {dn::kDirectAlignment * first, dn::kDirectAlignment * count};
  }
  void start(int reading, const Region& region) {
    std::memset(slot(reading), 1, region.size.value);
    reader_->start(reading, file_, slot(reading), region.offset, region.size);
  }
  void expect_read(int reading, const Region& region) const {
    const std::size_t in_file =
        std::min(region.size.value, kSize.value - std::min(kSize, region.offset).value);
    ASSERT_EQ(std::memcmp(slot(reading), content_.data() + region.offset.value, in_file), 0);
    for (std::size_t i = in_file; i < region.size.value; ++i)
      ASSERT_EQ(slot(reading)[i], std::byte{0}) << i << ", behind the file's end";
  }
  // The file's descriptor comes to mean something else: a disk that fails.
  void break_file(const char* path, int flags) const {
    const dn::UniqueFd other(::open(path, flags));
    ASSERT_TRUE(other);
    ASSERT_GE(::dup2(other.get(), file_.descriptor()), 0);
  }
  void read_first_block() {
    reader_ = make();
    reader_->start(0, file_, slot(0), Bytes(0), dn::kDirectAlignment);
    reader_->wait(0);
  }

  dn::test::TempDir directory_;
  std::string content_, path_;
  dn::DirectFile file_;
  dn::HostMapping memory_;
  std::unique_ptr<PieceReader> reader_;
  std::mt19937 random_{2};
};

TEST_P(PieceReaderTest, ReadsAllBytesOfManyReadingsAwaitedInAnyOrder) {
  std::vector<int> order(PieceReader::kMostReadings);
  std::iota(order.begin(), order.end(), 0);
  for (int round = 0; round < 20; ++round) {
    std::vector<Region> regions;
    for (int reading = 0; reading < PieceReader::kMostReadings; ++reading) {
      regions.push_back(random_region());
      start(reading, regions.back());
    }
    std::ranges::shuffle(order, random_);
    for (const int reading : order) {
      reader_->wait(reading);
      EXPECT_TRUE(reader_->is_done(reading));
      expect_read(reading, regions[static_cast<std::size_t>(reading)]);
    }
  }
}

// As a ring does it: the oldest number is used again while all others are under way.
TEST_P(PieceReaderTest, ANumberIsUsedAgainWhileOthersAreUnderWay) {
  std::vector<Region> regions(PieceReader::kMostReadings);
  for (int i = 0; i < 200; ++i) {
    const int reading = i % PieceReader::kMostReadings;
    Region& region = regions[static_cast<std::size_t>(reading)];
    if (i >= PieceReader::kMostReadings) {
      reader_->wait(reading);
      expect_read(reading, region);
    }
    region = random_region();
    start(reading, region);
  }
}

// Whoever only asks, and never waits, gets all of it, too.
TEST_P(PieceReaderTest, IsDoneWithoutBeingWaitedFor) {
  const Region all{Bytes(0), align_up(kSize, dn::kDirectAlignment)};
  for (int reading = 0; reading < 4; ++reading) start(reading, all);
  for (int reading = 0; reading < 4; ++reading) {
    while (!reader_->is_done(reading)) std::this_thread::yield();
    expect_read(reading, all);
  }
}

TEST_P(PieceReaderTest, FinishesWhatWasStarted) {
  const Region all{Bytes(0), align_up(kSize, dn::kDirectAlignment)};
  for (int reading = 0; reading < PieceReader::kMostReadings; ++reading) start(reading, all);
  reader_.reset();
  for (int reading = 0; reading < PieceReader::kMostReadings; ++reading) expect_read(reading, all);
}

TEST_P(PieceReaderTest, SaysWhatItIs) {
  const char* const expected =
      GetParam() == test::ReaderKind::kThreads ? "4 threads" : "io_uring, 4 requests at once";
  EXPECT_TRUE(reader_->description().starts_with(expected)) << reader_->description();
}

using PieceReaderDeathTest = PieceReaderTest;

TEST_P(PieceReaderDeathTest, ADiskThatFailsEndsTheProcessWithOneLine) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  reader_.reset();
  const auto with_io_error = [this] {
    break_file("/proc/self/mem", O_RDONLY);  // nothing is mapped at its beginning
    read_first_block();
  };
  EXPECT_EXIT(with_io_error(), testing::ExitedWithCode(3),
              "^cannot read '.*weights' at byte 0: Input/output error; .*\n$");
  const auto with_a_directory = [this] {
    break_file("/proc/self", O_RDONLY | O_DIRECTORY);
    read_first_block();
  };
  EXPECT_EXIT(with_a_directory(), testing::ExitedWithCode(3),
              "^cannot read '.*weights' at byte 0: Is a directory; .*\n$");
}

INSTANTIATE_TEST_SUITE_P(Readers, PieceReaderTest, testing::ValuesIn(test::kReaderKinds),
                         testing::PrintToStringParamName());
INSTANTIATE_TEST_SUITE_P(Readers, PieceReaderDeathTest, testing::ValuesIn(test::kReaderKinds),
                         testing::PrintToStringParamName());

TEST(MakePieceReader, TakesIoUringWhereTheKernelAllowsIt) {
  if (const std::string why = test::why_missing(test::ReaderKind::kUring); !why.empty())
    GTEST_SKIP() << why;
  std::vector<std::byte> memory(4096);
  const ChosenReader chosen = make_piece_reader(memory, 5);
  EXPECT_EQ(chosen.description, chosen.reader->description());
  EXPECT_TRUE(chosen.description.starts_with("io_uring, 5 requests")) << chosen.description;
  EXPECT_TRUE(chosen.reader->threads().empty());
}

TEST(MakePieceReader, TakesThreadsWhereItIsRefusedAndSaysWhy) {
  std::vector<std::byte> memory(4096);
  const UringMaker refuse = [](std::span<std::byte>, int) -> std::unique_ptr<PieceReader> {
    throw dn::system_failure("io_uring_setup: Operation not permitted");
  };
  const ChosenReader chosen = make_piece_reader(memory, 5, refuse);
  EXPECT_EQ(chosen.reader->threads().size(), 5u);
  EXPECT_EQ(chosen.description,
            "5 threads; not by io_uring: io_uring_setup: Operation not permitted");
}

}  // namespace
}  // namespace rtswap
