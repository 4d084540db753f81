// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/fifo_response.h"

#include <algorithm>

#include "rtswap/analysis/np_edf_response.h"

namespace rtswap {

std::vector<DeviceTask> with_equal_deadlines(std::span<const DeviceTask> tasks) {
  std::vector<DeviceTask> equal(tasks.begin(), tasks.end());
  // The longest jitter, so that every job is due after it can be ready; and positive.
  Nanos deadline{1};
  for (const DeviceTask& task : tasks) deadline = std::max(deadline, task.jitter);
  for (DeviceTask& task : equal) task.deadline = deadline;
  return equal;
}

std::vector<ResponseBound> fifo_response(std::span<const DeviceTask> tasks,
                                         const Disturbance& disturbance) {
  return np_edf_response(with_equal_deadlines(tasks), disturbance);
}

}  // namespace rtswap
