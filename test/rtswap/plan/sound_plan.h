// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <set>

#include "rtswap/model/swap_plan.h"

namespace rtswap::test {

// What every plan must hold, whatever the numbers.
inline void expect_sound(const SwapPlan& plan, const MemoryNeeds& needs) {
  std::set<std::uint32_t> retained;
  ASSERT_EQ(plan.networks.size(), needs.networks.size());
  for (std::size_t n = 0; n < plan.networks.size(); ++n) {
    const NetworkPlan& net = plan.networks[n];
    int next_step = 0;
    for (const LayerGroup& group : net.groups) {
      EXPECT_EQ(group.first_step, next_step);
      next_step = group.last_step + 1;
      EXPECT_EQ(group.offset.value % plan.chunk.value, 0u);
      EXPECT_EQ(group.chunks.size(), chunks_for(group.size, plan.chunk));
      std::set<std::uint32_t> own(group.chunks.begin(), group.chunks.end());
      EXPECT_EQ(own.size(), group.chunks.size()) << "a group uses a chunk twice";
      for (const auto chunk : own) {
        EXPECT_EQ(chunk < plan.retained_chunks, group.retained);
        EXPECT_LT(chunk, plan.chunk_count());
        if (group.retained) {
          EXPECT_TRUE(retained.insert(chunk).second);
        }
      }
      for (int s = group.first_step; s <= group.last_step; ++s) {
        const auto step = static_cast<std::size_t>(s);
        EXPECT_GE(net.step_offsets[step], group.offset);
        EXPECT_LE(net.step_offsets[step] + needs.networks[n].step_weights[step],
                  group.offset + group.size);
      }
    }
    EXPECT_EQ(next_step, static_cast<int>(needs.networks[n].step_weights.size()));
  }
}

}  // namespace rtswap::test
