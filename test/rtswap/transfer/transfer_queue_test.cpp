// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/transfer_queue.h"

#include <gtest/gtest.h>

#include <array>

namespace rtswap {
namespace {

class TransferQueueTest : public testing::Test {
 protected:
  bool push(std::size_t i, TransferClass transfer_class) {
    return queue.push({nullptr, nullptr, dn::Bytes(1), transfer_class, &tickets[i], i});
  }
  std::uint64_t pop() {
    const PendingTransfer* const best = queue.most_important();
    const std::uint64_t tag = best->transfer.tag;
    queue.erase(best);
    return tag;
  }

  std::array<TransferTicket, 4> tickets;
  TransferQueue queue{4};
};

TEST_F(TransferQueueTest, RunningGoesFirstThenTheOrderOfSubmission) {
  ASSERT_TRUE(push(0, TransferClass::kPrefetch));
  ASSERT_TRUE(push(1, TransferClass::kRunning));
  ASSERT_TRUE(push(2, TransferClass::kPrefetch));
  ASSERT_TRUE(push(3, TransferClass::kRunning));
  EXPECT_EQ(pop(), 1u);
  EXPECT_EQ(pop(), 3u);
  EXPECT_EQ(pop(), 0u);
  EXPECT_EQ(pop(), 2u);
  EXPECT_EQ(queue.most_important(), nullptr);
}

TEST_F(TransferQueueTest, AFullQueueRefusesUntilThereIsRoom) {
  for (std::size_t i = 0; i < 4; ++i) ASSERT_TRUE(push(i, TransferClass::kPrefetch));
  EXPECT_FALSE(push(0, TransferClass::kRunning));
  EXPECT_EQ(pop(), 0u);
  EXPECT_TRUE(push(0, TransferClass::kRunning));
  EXPECT_EQ(queue.size(), 4u);
}

TEST_F(TransferQueueTest, FindsByTicket) {
  ASSERT_TRUE(push(0, TransferClass::kPrefetch));
  ASSERT_TRUE(push(2, TransferClass::kPrefetch));
  EXPECT_EQ(queue.find(tickets[2])->transfer.tag, 2u);
  EXPECT_EQ(queue.find(tickets[1]), nullptr);
  queue.erase(queue.find(tickets[0]));
  EXPECT_EQ(queue.find(tickets[0]), nullptr);
  EXPECT_EQ(queue.most_important()->transfer.tag, 2u);
}

}  // namespace
}  // namespace rtswap
