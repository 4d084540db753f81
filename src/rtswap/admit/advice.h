// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "rtswap/admit/admission.h"

namespace rtswap {

// The smallest changes that make a set schedulable that is not, each by itself, found by trying.
// Absent: no such change helps, however large.
struct Advice {
  std::optional<dn::Bytes> memory_limit;  // larger
  std::optional<int> slower_percent;      // all periods and deadlines longer by this
  struct TaskChange {
    TaskId task;
    Nanos period;  // this task's, its deadline longer by the same factor
  };
  std::optional<TaskChange> slower_task;  // the one that has to change least
  // These in fp16: one, where one is enough, else as many as it takes, each of which is needed.
  std::vector<TaskId> in_fp16;
};

// Judges a changed set; empty where it cannot even be planned, or nothing was measured of it.
using Trial = std::function<std::optional<Admission>(const TaskSetSpec&)>;

Advice advise(const TaskSetSpec& set, const MemoryNeeds& needs, const Trial& trial);

}  // namespace rtswap
