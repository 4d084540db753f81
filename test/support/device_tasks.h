// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>

#include "rtswap/analysis/device_task.h"

namespace rtswap {

// A task of one group with D = T and no jitter, to be changed where a test needs something else.
inline DeviceTask device_task(std::int64_t period, std::int64_t wcet, std::int64_t rank = 0) {
  return {.period = Nanos(period),
          .deadline = Nanos(period),
          .wcet = Nanos(wcet),
          .edf_deadline = {},
          .rank = rank,
          .longest_group = Nanos(wcet),
          .last_group = Nanos(wcet)};
}

inline DeviceTask with_deadline(DeviceTask task, std::int64_t deadline, std::int64_t jitter = 0) {
  task.deadline = Nanos(deadline);
  task.jitter = Nanos(jitter);
  return task;
}

inline DeviceTask with_groups(DeviceTask task, std::int64_t longest, std::int64_t last,
                              std::int64_t reload = 0) {
  task.longest_group = Nanos(longest);
  task.last_group = Nanos(last);
  task.reload = Nanos(reload);
  return task;
}

inline DeviceTask at_level(DeviceTask task, std::uint32_t level) {
  task.level = level;
  return task;
}

}  // namespace rtswap
