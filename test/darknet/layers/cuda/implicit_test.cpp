// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(CudaImplicit, MatchesTheCpu) {
  for (const int batch : {1, 3}) {
    expect_cuda_matches_cpu({"[implicit]\nfilters=3\natoms=2\n", 5, 5, 3, batch});
    expect_cuda_matches_cpu({"[implicit]\nfilters=300\n", 1, 1, 1, batch});
    expect_cuda_matches_cpu({"[implicit]\nfilters=1\natoms=7\n", 1, 1, 1, batch});
  }
}

}  // namespace
}  // namespace dn::test
