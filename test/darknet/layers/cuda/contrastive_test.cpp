// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(CudaContrastive, IsZeroLikeTheCpus) {
  expect_cuda_matches_cpu({"[batchnorm]\n[contrastive]\nclasses=2\n[batchnorm]\n", 7, 5, 3, 3});
}

}  // namespace
}  // namespace dn::test
