// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace rtswap {

// Ways to spend memory for time, reduced to those worth a look. `chunks` and `time` read what one
// costs and brings.
//
// Keeps those for which no other is at least as fast with no more chunks, by rising chunks. Of
// equal ones the first stays. Of more than `most` (at least 2) it keeps the first, the last, and of
// each of equally long intervals of chunks between them the fastest.
template <typename Item, typename Chunks, typename Time>
std::vector<Item> reduced_curve(std::vector<Item> items, std::size_t most, const Chunks& chunks,
                                const Time& time) {
  std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    return std::pair(chunks(a), time(a)) < std::pair(chunks(b), time(b));
  });
  std::vector<Item> curve;
  for (Item& item : items) {
    if (curve.empty() || time(item) < time(curve.back())) curve.push_back(std::move(item));
  }
  if (curve.size() <= most) return curve;
  const std::uint64_t first = chunks(curve.front());
  const std::uint64_t step = (chunks(curve.back()) - first) / (most - 1) + 1;
  std::vector<Item> kept;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const bool ends = i == 0 || i + 1 == curve.size();
    if (ends || (chunks(curve[i]) - first) / step != (chunks(curve[i + 1]) - first) / step)
      kept.push_back(std::move(curve[i]));
  }
  return kept;
}

}  // namespace rtswap
