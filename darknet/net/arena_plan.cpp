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
  const auto aligned_size = [&](std::size_t i) {
    return align_up(buffers[i].size, Bytes(kAlignment));
  };
  std::vector<std::size_t> order(buffers.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return buffers[a].size > buffers[b].size; });

  ArenaPlan plan{std::vector<Bytes>(buffers.size()), Bytes(0)};
  for (auto i = order.begin(); i != order.end(); ++i) {
    const BufferLifetime& buffer = buffers[*i];
    std::vector<Placed> taken;
    for (auto j = order.begin(); j != i; ++j) {
      const bool together = buffers[*j].first <= buffer.last && buffer.first <= buffers[*j].last;
      const Bytes begin = plan.offsets[*j];
      if (together) taken.push_back({begin.value, (begin + aligned_size(*j)).value});
    }
    std::ranges::sort(taken, {}, &Placed::begin);
    plan.offsets[*i] = Bytes(lowest_fit(taken, aligned_size(*i).value));
    plan.size = std::max(plan.size, plan.offsets[*i] + aligned_size(*i));
  }
  return plan;
}

}  // namespace dn
