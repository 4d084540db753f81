// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/response_bound.h"
#include "rtswap/model/policy_kind.h"

namespace rtswap {

struct Verdict {
  bool schedulable = false;           // every bound is known and within its deadline
  bool overloaded = false;            // utilization above 1: no policy can do it
  double utilization = 0;             // without reloads; rounded, for people
  std::vector<ResponseBound> bounds;  // by task
  Nanos lost{0};                      // to interruptions: part of each bound's blocking
};

// Interruptions take at most `lost` of any stretch of time as long as `window`.
struct Interrupted {
  Nanos window{0}, lost{0};
};

// The entry to all tests: picks the one for the policy and the levels. Without preemption, that is,
// when all tasks are of one level, it is exact or nearly so. Under dm, rm and fp the ranks of the
// tasks decide; under edf the order is release + edf_deadline (or deadline, where that is absent);
// under fifo it is the release. Levels follow that order (preconditions.h). Best-effort tasks have
// no bound and need none; the others wait for their longest group. Never a wrong yes: input that
// breaks a precondition, and searches that were given up, have no bound. A `deadline` may be 0 or
// negative: nobody meets it, but there are bounds, unless EDF orders by it. No tasks: schedulable.
Verdict analyse(PolicyKind policy, std::span<const DeviceTask> tasks,
                const Interrupted& interrupted = {});

}  // namespace rtswap
