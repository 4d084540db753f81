// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/io_ring.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "darknet/base/error.h"
#include "test/support/temp_dir.h"

namespace rtswap {
namespace {

using dn::Bytes;

class IoRingTest : public testing::Test {
 protected:
  IoRingTest()
      : path_(directory_.write("file", "0123456789")), fd_(::open(path_.c_str(), O_RDONLY)) {}

  void SetUp() override {
    try {
      ring_ = std::make_unique<IoRing>(4, memory_);
    } catch (const dn::Error& refusal) {
      GTEST_SKIP() << refusal.what();
    }
  }
  std::string read(std::size_t at, std::size_t size) const {
    return {reinterpret_cast<const char*>(memory_.data()) + at, size};
  }
  IoRing::Completion next() const {
    for (;;) {
      if (const auto completion = ring_->poll()) return *completion;
      ring_->wait();
    }
  }

  dn::test::TempDir directory_;
  std::string path_;
  dn::UniqueFd fd_;
  std::vector<std::byte> memory_{1 << 16};
  std::unique_ptr<IoRing> ring_;
};

// More rounds than either queue has entries.
TEST_F(IoRingTest, ReadsAndTellsWhich) {
  for (std::uint64_t round = 0; round < 20; ++round) {
    std::fill(memory_.begin(), memory_.end(), std::byte{0});
    for (std::uint64_t i = 0; i < 4; ++i)
      ring_->queue_read(fd_.get(), &memory_[i * 3], Bytes(i * 2), Bytes(2), round * 4 + i);
    EXPECT_FALSE(ring_->poll()) << "nothing was submitted";
    ring_->submit();
    std::set<std::uint64_t> ids;
    for (int i = 0; i < 4; ++i) {
      const IoRing::Completion completion = next();
      EXPECT_EQ(completion.result, 2);
      ids.insert(completion.id);
    }
    EXPECT_EQ(ids.size(), 4u);
    EXPECT_EQ(*ids.begin(), round * 4);
    EXPECT_EQ(read(0, 11), std::string("01\00023\00045\00067", 11));
    EXPECT_FALSE(ring_->poll());
  }
}

TEST_F(IoRingTest, TellsHowMuchWasReadAndWhyNothingWas) {
  ring_->queue_read(fd_.get(), memory_.data(), Bytes(7), Bytes(100), 1);
  ring_->submit();
  EXPECT_EQ(next().result, 3) << "the file ends";
  ring_->queue_read(-1, memory_.data(), Bytes(0), Bytes(1), 2);
  ring_->submit();
  EXPECT_EQ(next().result, -EBADF);
}

// Memory that the kernel will not keep at hand, here because none is there, costs time only.
TEST_F(IoRingTest, ReadsIntoMemoryThatIsNotRegistered) {
  IoRing ring(4, std::span<std::byte>(static_cast<std::byte*>(nullptr), 4096));
  EXPECT_TRUE(ring.unregistered().starts_with("io_uring_register: ")) << ring.unregistered();
  ring.queue_read(fd_.get(), memory_.data(), Bytes(4), Bytes(2), 1);
  ring.submit();
  auto completion = ring.poll();
  for (; !completion; completion = ring.poll()) ring.wait();
  EXPECT_EQ(completion->result, 2);
  EXPECT_EQ(read(0, 2), "45");
}

// As if the kernel refused: the process may open nothing more.
TEST_F(IoRingTest, ARefusalNamesTheCall) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none{0, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  std::string error = "no error";
  try {
    IoRing ring(4, memory_);
  } catch (const dn::Error& e) {
    error = e.what();
  }
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_EQ(error, "io_uring_setup: Too many open files");
}

}  // namespace
}  // namespace rtswap
