// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/grouping.h"

#include "darknet/base/aligned_buffer.h"

namespace rtswap {

using dn::Bytes;

namespace {

constexpr Bytes kAlign{dn::kAlignment};

}  // namespace

NetworkPlan lay_out(std::span<const Bytes> step_weights, std::span<const int> first_steps,
                    Bytes chunk) {
  NetworkPlan plan;
  std::size_t next = 0;
  for (int step = 0; step < static_cast<int>(step_weights.size()); ++step) {
    if (next < first_steps.size() && first_steps[next] == step) {
      plan.groups.push_back({step, step, plan.range, Bytes(0), true, {}});
      ++next;
    }
    LayerGroup& group = plan.groups.back();
    plan.step_offsets.push_back(group.offset + group.size);
    group.last_step = step;
    group.size += align_up(step_weights[static_cast<std::size_t>(step)], kAlign);
    plan.range = group.offset + align_up(group.size, chunk);
  }
  return plan;
}

NetworkPlan group_by_size(const std::vector<Bytes>& step_weights, Bytes target, Bytes chunk) {
  std::vector<int> first_steps;
  Bytes size;
  for (std::size_t step = 0; step < step_weights.size(); ++step) {
    const Bytes own = align_up(step_weights[step], kAlign);
    // A step without weights (a pool, a route) joins whatever group it follows.
    const bool joins = step > 0 && (own == Bytes(0) || size + own <= target);
    if (!joins) {
      first_steps.push_back(static_cast<int>(step));
      size = Bytes(0);
    }
    size += own;
  }
  return lay_out(step_weights, first_steps, chunk);
}

}  // namespace rtswap
