// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/grouping.h"

#include "darknet/base/aligned_buffer.h"

namespace rtswap {

using dn::Bytes;

NetworkPlan group_by_size(const std::vector<Bytes>& step_weights, Bytes target, Bytes chunk) {
  constexpr Bytes kAlign{dn::kAlignment};
  NetworkPlan plan;
  for (int step = 0; step < static_cast<int>(step_weights.size()); ++step) {
    const Bytes size = align_up(step_weights[step], kAlign);
    const bool fits = !plan.groups.empty() && plan.groups.back().size + size <= target;
    // A step without weights (a pool, a route) joins whatever group it follows.
    const bool joins = fits || (!plan.groups.empty() && size == Bytes(0));
    if (!joins) {
      plan.groups.push_back({step, step, plan.range, Bytes(0), true, {}});
    }
    LayerGroup& group = plan.groups.back();
    plan.step_offsets.push_back(group.offset + group.size);
    group.last_step = step;
    group.size += size;
    plan.range = group.offset + align_up(group.size, chunk);
  }
  return plan;
}

}  // namespace rtswap
