// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/optimal_grouping.h"

#include <algorithm>
#include <limits>

#include "darknet/base/aligned_buffer.h"

namespace rtswap {
namespace {

using dn::Bytes;

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max() / 4;

// The end of the loads of the first groups, so many of them with weights.
std::int64_t loaded(const LinkSpec& link, std::size_t groups, Bytes bytes) {
  const auto crossing = static_cast<unsigned __int128>(bytes.value) * 1'000'000'000U /
                        link.bandwidth.bytes_per_second;
  return static_cast<std::int64_t>(groups) * link.latency.count() +
         static_cast<std::int64_t>(crossing);
}

// Steps that no cut divides: one with weights and those without that follow it. Those before the
// first weights are one as well.
struct Units {
  explicit Units(std::span<const Bytes> step_weights) {
    Bytes total;
    for (std::size_t step = 0; step < step_weights.size(); ++step) {
      if (step == 0 || step_weights[step] > Bytes(0)) {
        first_step.push_back(static_cast<int>(step));
        before.push_back(total);
      }
      total += align_up(step_weights[step], Bytes(dn::kAlignment));
    }
    first_step.push_back(static_cast<int>(step_weights.size()));
    before.push_back(total);
  }

  std::size_t count() const { return before.size() - 1; }
  Bytes bytes(std::size_t first, std::size_t end) const { return before[end] - before[first]; }

  std::vector<int> first_step;  // of each, and the number of steps
  std::vector<Bytes> before;    // of each, and all
};

// end[b][m]: the first that the units before b can have run, in groups of which m have weights.
class Table {
 public:
  Table(const Units& units, const GroupingCosts& costs)
      : units_(units),
        costs_(costs),
        width_(units.count() + 1),
        end_(width_ * width_, kNever),
        cut_(width_ * width_, 0) {
    end_[0] = 0;
  }

  // The last group of the units before `b` may begin with unit `a`. For each b with rising a.
  void extend(std::size_t a, std::size_t b) {
    const std::size_t loads = loads_of(a, b);
    const std::int64_t exec = costs_.exec(units_.first_step[a], units_.first_step[b] - 1).count();
    for (std::size_t m = 0; m <= a; ++m) {
      const std::int64_t before = end_[a * width_ + m];
      if (before == kNever) continue;
      const std::int64_t ready = loads == 0 ? 0 : loaded(costs_.link, m + loads, units_.before[b]);
      const std::size_t to = b * width_ + m + loads;
      const std::int64_t end = std::max(before, ready) + exec;
      if (end >= end_[to]) continue;
      end_[to] = end;
      cut_[to] = a;
    }
  }

  std::vector<int> best_first_steps() const {
    std::size_t b = units_.count();
    const auto row = end_.begin() + static_cast<std::ptrdiff_t>(b * width_);
    auto m = static_cast<std::size_t>(
        std::min_element(row, row + static_cast<std::ptrdiff_t>(width_)) - row);
    std::vector<int> first_steps;
    while (b > 0) {
      const std::size_t a = cut_[b * width_ + m];
      first_steps.push_back(units_.first_step[a]);
      m -= loads_of(a, b);
      b = a;
    }
    std::ranges::reverse(first_steps);
    return first_steps;
  }

 private:
  std::size_t loads_of(std::size_t a, std::size_t b) const {
    return units_.bytes(a, b) > Bytes(0) ? 1 : 0;
  }

  const Units& units_;
  const GroupingCosts& costs_;
  std::size_t width_;
  std::vector<std::int64_t> end_;
  std::vector<std::size_t> cut_;  // where the last group begins
};

}  // namespace

LinkSpec affine_link(const LinkCosts& costs) {
  constexpr Bytes kLong = dn::kMiB * 8;
  const Nanos latency = costs.load(Bytes(1)).median;
  const Nanos crossing = std::max(costs.load(kLong).median - latency, Nanos(1));
  return {{kLong.value * 1'000'000'000U / static_cast<std::uint64_t>(crossing.count())}, latency};
}

Nanos grouped_makespan(std::span<const Bytes> step_weights, std::span<const int> first_steps,
                       const GroupingCosts& costs) {
  std::int64_t end = 0;
  std::size_t loads = 0;
  Bytes total;
  for (std::size_t g = 0; g < first_steps.size(); ++g) {
    const bool is_last = g + 1 == first_steps.size();
    const int next = is_last ? static_cast<int>(step_weights.size()) : first_steps[g + 1];
    Bytes size;
    for (int step = first_steps[g]; step < next; ++step)
      size += align_up(step_weights[static_cast<std::size_t>(step)], Bytes(dn::kAlignment));
    total += size;
    if (size > Bytes(0)) end = std::max(end, loaded(costs.link, ++loads, total));
    end += costs.exec(first_steps[g], next - 1).count();
  }
  return Nanos(end);
}

std::vector<int> optimal_grouping(std::span<const Bytes> step_weights, const GroupingCosts& costs,
                                  Bytes largest, Bytes chunk) {
  const Units units(step_weights);
  const std::uint64_t most_chunks = std::max<std::uint64_t>(largest.value / chunk.value, 1);
  Table table(units, costs);
  for (std::size_t b = 1; b <= units.count(); ++b) {
    std::size_t a = b - 1;
    while (a > 0 && chunks_for(units.bytes(a - 1, b), chunk) <= most_chunks) --a;
    for (; a < b; ++a) table.extend(a, b);
  }
  return table.best_first_steps();
}

}  // namespace rtswap
