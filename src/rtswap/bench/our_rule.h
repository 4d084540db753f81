// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/base/bytes.h"
#include "rtswap/bench/drawn_set.h"
#include "rtswap/plan/plan_memo.h"

namespace rtswap {

// What `rtswap check` says of the set under this limit: the planner's plan, judged by the
// schedulability tests.
bool accepts_ours(const DrawnSet& drawn, dn::Bytes limit, PlanMemo& memo);

// The same with `preemption: group`.
bool accepts_ours_preemptible(const DrawnSet& drawn, dn::Bytes limit, PlanMemo& memo);

}  // namespace rtswap
