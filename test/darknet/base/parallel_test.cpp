// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/parallel.h"

#include <gtest/gtest.h>

#include <vector>

namespace dn {
namespace {

// The full team again, whatever a test did.
class ParallelTest : public testing::Test {
 protected:
  void TearDown() override { set_compute_threads(0); }
};

void expect_each_index_once(std::ptrdiff_t n, std::size_t work) {
  std::vector<int> calls(static_cast<std::size_t>(n), 0);
  parallel_for(n, work, [&](std::ptrdiff_t i) { ++calls[static_cast<std::size_t>(i)]; });
  for (const int count : calls) ASSERT_EQ(count, 1);
}

TEST_F(ParallelTest, CallsEachIndexOnce) {
  for (const int threads : {1, 2, 5}) {
    set_compute_threads(threads);
    expect_each_index_once(0, kParallelThreshold);
    expect_each_index_once(1, kParallelThreshold);
    expect_each_index_once(3, kParallelThreshold);
    expect_each_index_once(1001, kParallelThreshold);
  }
}

TEST_F(ParallelTest, SmallWorkStaysInTheCaller) {
  set_compute_threads(4);
  // No atomics: a race, were there one, would be seen by ThreadSanitizer.
  int calls = 0;
  parallel_for(1000, kParallelThreshold - 1, [&](std::ptrdiff_t) { ++calls; });
  EXPECT_EQ(calls, 1000);
}

TEST_F(ParallelTest, ThreadsAreAtLeastOneAndAsAsked) {
  set_compute_threads(0);
  EXPECT_GE(compute_threads(), 1);
#ifdef _OPENMP
  set_compute_threads(3);
  EXPECT_EQ(compute_threads(), 3);
#else
  set_compute_threads(3);
  EXPECT_EQ(compute_threads(), 1);
#endif
}

}  // namespace
}  // namespace dn
