// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/utilization.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace rtswap {
namespace {

__extension__ using Wide = __int128;

constexpr int kDigitBits = 32;

// How many digits tell every sum that is not 1 apart from 1.
std::size_t digits_needed(std::span<const DeviceTask> tasks) {
  std::size_t bits = static_cast<std::size_t>(std::bit_width(tasks.size()));
  for (const DeviceTask& task : tasks)
    bits +=
        static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(task.period.count())));
  return bits / kDigitBits + 1;
}

}  // namespace

double utilization(std::span<const DeviceTask> tasks) {
  double sum = 0;
  for (const DeviceTask& task : tasks)
    sum += static_cast<double>(task.wcet.count()) / static_cast<double>(task.period.count());
  return sum;
}

std::strong_ordering compare_utilization_to_one(std::span<const DeviceTask> tasks) {
  const auto count = static_cast<Wide>(tasks.size());
  std::vector<std::int64_t> remainders;
  remainders.reserve(tasks.size());
  // In units of the last digit: the digits so far minus 1. The sum lies less than `count` above.
  Wide excess = -1;
  for (const DeviceTask& task : tasks) {
    excess += task.wcet / task.period;
    remainders.push_back((task.wcet % task.period).count());
  }
  const std::size_t digits = digits_needed(tasks);
  for (std::size_t k = 0; excess <= 0 && excess + count > 0 && k < digits; ++k) {
    excess <<= kDigitBits;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      const Wide shifted = static_cast<Wide>(remainders[i]) << kDigitBits;
      const Wide period = tasks[i].period.count();
      excess += shifted / period;
      remainders[i] = static_cast<std::int64_t>(shifted % period);
    }
  }
  if (excess > 0) return std::strong_ordering::greater;
  if (excess + count <= 0) return std::strong_ordering::less;
  return std::strong_ordering::equal;
}

}  // namespace rtswap
