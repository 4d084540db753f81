// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"
#include "test/support/temp_dir.h"

namespace dn::test {
namespace {

std::string region(int classes, const std::string& options) {
  return "[region]\ncoords=4\nanchors=1,2, 3,1.5, 7,7\nclasses=" + std::to_string(classes) + "\n" +
         options;
}

TEST(CudaRegion, EveryNumberByItself) {
  expect_cuda_matches_cpu(region(3, "num=2\n"), 7, 5, 16);
  expect_cuda_matches_cpu(region(1, "num=1\n"), 1, 1, 6);
}

// Groups shorter than a warp, as long, and longer.
TEST(CudaRegion, SoftmaxOverTheClasses) {
  for (const int classes : {1, 3, 31, 32, 33, 80, 295}) {
    expect_cuda_matches_cpu(region(classes, "num=1\nsoftmax=1\n"), 3, 2, classes + 5);
  }
  expect_cuda_matches_cpu(region(20, "num=3\nsoftmax=1\n"), 13, 13, 75);
}

TEST(CudaRegion, Batch) {
  expect_cuda_matches_cpu({region(3, "num=2\nsoftmax=1\n"), 5, 3, 16, 3});
  expect_cuda_matches_cpu({region(3, "num=2\n"), 5, 3, 16, 3});
}

TEST(CudaRegion, SoftmaxOverTheGroupsOfATree) {
  const TempDir directory;
  std::string lines = "a -1\nb -1\nc 0\nd 0\ne 0\nf 1\n";
  for (int i = 0; i < 40; ++i) lines += "below" + std::to_string(i) + " 2\n";
  const std::string tree = "tree=" + directory.write("t.tree", lines) + "\n";
  expect_cuda_matches_cpu(region(46, "num=2\nsoftmax=1\n" + tree), 5, 4, 102);
}

TEST(CudaRegion, InPlaceAndAsActivations) {
  const std::string reader = "[activation]\nactivation=linear\n";
  for (const char* softmax : {"", "softmax=1\n"}) {
    expect_cuda_matches_cpu(reader + region(3, std::string("num=2\n") + softmax) + reader, 7, 5,
                            16);
  }
}

}  // namespace
}  // namespace dn::test
