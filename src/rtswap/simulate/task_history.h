// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/time.h"
#include "rtswap/simulate/simulation.h"

namespace rtswap {

// What a task's jobs were like in a simulation.
struct TaskHistory {
  std::uint64_t jobs = 0;  // finished or given up
  std::uint64_t missed = 0;
  std::uint64_t aborted = 0;  // of the missed
  std::uint64_t skipped = 0;
  std::uint64_t broken_windows = 0;  // of a firm task
  std::uint64_t held_back = 0;       // arrived too soon after the release before them
  Nanos longest_hold{0};
  std::vector<Nanos> responses;  // of jobs that were not aborted, the shortest first
  Nanos stall{0};
  dn::Bytes loaded;

  // The smallest response that at least `percent` of them do not exceed (0: the shortest); 0
  // where there is none.
  Nanos response(int percent) const;
};

// By TaskId.
std::vector<TaskHistory> task_histories(const SimulationResult& result);

}  // namespace rtswap
