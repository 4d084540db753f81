// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "rtswap/model/ids.h"
#include "rtswap/model/time.h"

namespace rtswap {

// One activation of a task.
struct Job {
  TaskId task;
  JobIndex index;
  Instant release;
  Instant absolute_deadline;

  bool operator==(const Job&) const = default;
};

}  // namespace rtswap
