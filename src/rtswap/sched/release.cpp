// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/release.h"

#include <numeric>

namespace rtswap {

Nanos release_offset(const TaskSpec& task, JobIndex index) noexcept {
  return task.phase + task.period * static_cast<std::int64_t>(index.value);
}

std::uint64_t jobs_within(const TaskSpec& task, Nanos duration) noexcept {
  return first_released_from(task, duration).value;
}

JobIndex first_released_from(const TaskSpec& task, Nanos offset) noexcept {
  if (offset <= task.phase) return JobIndex{0};
  const std::int64_t past = (offset - task.phase).count();
  const std::int64_t period = task.period.count();
  return JobIndex{static_cast<std::uint64_t>(past / period + (past % period != 0 ? 1 : 0))};
}

std::optional<Nanos> hyperperiod(std::span<const TaskSpec> tasks) noexcept {
  if (tasks.empty()) return std::nullopt;
  std::int64_t result = 1;
  for (const TaskSpec& task : tasks) {
    const std::int64_t period = task.period.count();
    if (__builtin_mul_overflow(result / std::gcd(result, period), period, &result)) {
      return std::nullopt;
    }
  }
  return Nanos(result);
}

}  // namespace rtswap
