// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "rtswap/model/ids.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task_set.h"

namespace rtswap {

// Small changes that make a set schedulable that is not, each by itself, found by trying: each is
// enough, and one step less (a MiB, a percent) is not. Absent: not even the largest is. They are
// the smallest where more never does worse; the planner's rules of thumb make exceptions, a few MiB
// wide.
struct Advice {
  std::optional<dn::Bytes> memory_limit;       // larger; in MiB
  std::optional<dn::Bytes> host_memory_limit;  // larger; in MiB
  std::optional<int> slower_percent;           // all periods and deadlines longer by this
  struct TaskChange {
    TaskId task;
    Nanos period;  // this task's, its deadline longer by the same factor
  };
  std::optional<TaskChange> slower_task;  // the one that has to change least
  struct TaskMemory {
    TaskId task;
    dn::Bytes memory;  // the most of this task's weights that may stay; in MiB
  };
  std::optional<TaskMemory>
      retained;             // of those that the user allows less: where the least is more
  bool preemption = false;  // at group boundaries, where there is none
  // These in fp16: one, where one is enough, else as many as it takes, each of which is needed.
  std::vector<TaskId> in_fp16;
};

// Whether the changed set is schedulable with the nth of its level_choices(); empty where nothing
// was measured of it.
using Trial = std::function<std::optional<bool>(const TaskSetSpec& changed, std::size_t choice)>;

Advice advise(const TaskSetSpec& set, const MemoryNeeds& needs, const Trial& trial);

}  // namespace rtswap
