// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/arena_plan.h"

#include <algorithm>
#include <numeric>

#include "darknet/base/aligned_buffer.h"

namespace dn {
namespace {

struct Placed {
  std::uint64_t begin, end;
};

// The lowest offset at which `size` bytes fit between the taken ranges (sorted by begin).
std::uint64_t lowest_fit(const std::vector<Placed>& taken, std::uint64_t size) {
  std::uint64_t at = 0;
  for (const Placed& range : taken) {
    if (range.begin >= at + size) break;
    at = std::max(at, range.end);
  }
  return at;
}

}  // namespace

ArenaPlan plan_arena(const std::vector<BufferLifetime>& buffers) {
  std::vector<std::size_t> order(buffers.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return buffers[a].size > buffers[b].size; });

  ArenaPlan plan{std::vector<Bytes>(buffers.size()), Bytes(0)};
  std::vector<std::size_t> done;
  for (const std::size_t i : order) {
    std::vector<Placed> taken;
    for (const std::size_t j : done) {
      const bool together =
          buffers[j].first <= buffers[i].last && buffers[i].first <= buffers[j].last;
      if (together)
        taken.push_back({plan.offsets[j].value, plan.offsets[j].value + buffers[j].size.value});
    }
    std::ranges::sort(taken, {}, &Placed::begin);
    const Bytes size = align_up(buffers[i].size, Bytes(kAlignment));
    plan.offsets[i] = Bytes(lowest_fit(taken, size.value));
    plan.size = std::max(plan.size, plan.offsets[i] + size);
    done.push_back(i);
  }
  for (auto& offset : plan.offsets) offset = align_up(offset, Bytes(kAlignment));
  return plan;
}

}  // namespace dn
