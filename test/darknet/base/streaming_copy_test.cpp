// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/streaming_copy.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

namespace dn {
namespace {

// Wherever source and target begin within a register, and whatever is left at the end; what lies
// beside the target stays.
TEST(StreamingCopy, CopiesAllAndNothingElse) {
  std::vector<float> source(40);
  std::iota(source.begin(), source.end(), 1.F);
  for (std::size_t from = 0; from < 5; ++from) {
    for (std::size_t to = 0; to < 5; ++to) {
      for (std::size_t count = 0; count <= 23; ++count) {
        std::vector<float> target(40, -1.F), expected = target;
        for (std::size_t i = 0; i < count; ++i) expected[to + i] = source[from + i];
        streaming_copy(std::span(source).subspan(from, count),
                       std::span(target).subspan(to, count));
        ASSERT_EQ(target, expected) << from << ", " << to << ", " << count;
      }
    }
  }
}

}  // namespace
}  // namespace dn
