// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(CudaLocalAvgpool, MatchesTheCpu) {
  struct Case {
    const char* options;
    int width, height, channels, batch;
  };
  for (const Case& c :
       {Case{"size=2\nstride=1\n", 3, 2, 1, 1}, Case{"size=2\nstride=2\n", 7, 5, 3, 3},
        Case{"size=3\nstride=2\npadding=1\n", 12, 9, 8, 2},
        Case{"size=3\nstride_x=2\nstride_y=1\n", 12, 9, 300, 1},
        Case{"size=9\nstride=1\n", 5, 4, 16, 1}}) {
    SCOPED_TRACE(c.options);
    expect_cuda_matches_cpu(
        {std::string("[local_avgpool]\n") + c.options, c.width, c.height, c.channels, c.batch});
  }
}

}  // namespace
}  // namespace dn::test
