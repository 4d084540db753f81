// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/run_in_threads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "darknet/base/error.h"

namespace dn {
namespace {

TEST(RunInThreads, EveryTaskRunsOnce) {
  for (const int threads : {-1, 1, 3, 100}) {
    for (const std::size_t count : {0, 1, 2, 1000}) {
      std::vector<std::atomic<int>> runs(count);
      run_in_threads(count, threads, [&](std::size_t i) { ++runs[i]; });
      for (const auto& n : runs) ASSERT_EQ(n, 1) << threads << " threads, " << count << " tasks";
    }
  }
}

TEST(RunInThreads, TheFirstErrorEndsItAndIsRethrown) {
  for (const int threads : {1, 4}) {
    std::atomic<int> runs = 0;
    const auto task = [&](std::size_t i) {
      ++runs;
      if (i == 10) throw bad_input("the tenth");
    };
    try {
      run_in_threads(1'000'000, threads, task);
      FAIL() << "no error";
    } catch (const Error& e) {
      EXPECT_EQ(e.what(), std::string("the tenth"));
    }
    EXPECT_LT(runs, 1'000'000);
  }
}

TEST(RunInThreads, EveryTaskMayFail) {
  EXPECT_THROW(run_in_threads(100, 4, [](std::size_t) { throw bad_input("all"); }), Error);
}

}  // namespace
}  // namespace dn
