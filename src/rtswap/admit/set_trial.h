// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#include "rtswap/admit/admission.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/plan/plan_memo.h"

namespace rtswap {

// Asks again and again of one task set, with something changed each time (a limit, periods, what
// tasks retain), whether it is schedulable: by the same costs, so not with other networks or
// precisions. For one thread. Keeps what plans have in common in the memo, which it refers to.
class SetTrial {
 public:
  // `granularity`: the smallest chunk of the device.
  SetTrial(MemoryNeeds needs, SetCosts costs, dn::Bytes granularity, PlanMemo& memo);

  // With the nth of level_choices(), and where there are fewer, never. plan_set() makes a plan that
  // admit() calls schedulable just where one of the choices is.
  bool is_schedulable(const TaskSetSpec& changed, std::size_t choice) const;

 private:
  MemoryNeeds changed_needs(const TaskSetSpec& changed) const;

  MemoryNeeds needs_;
  SetCosts costs_;
  dn::Bytes granularity_;
  PlanMemo& memo_;
};

}  // namespace rtswap
