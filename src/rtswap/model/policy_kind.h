// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>

#include "rtswap/model/named.h"

namespace rtswap {

// What orders ready jobs; sched/policy.h says how.
enum class PolicyKind {
  kEdf,   // earliest absolute deadline first
  kDm,    // shortest relative deadline first (deadline-monotonic)
  kRm,    // shortest period first (rate-monotonic)
  kFp,    // largest `priority` first (fixed priority)
  kFifo,  // earliest release first
};

inline constexpr std::array<Named<PolicyKind>, 5> kPolicyNames = {{
    {"edf", PolicyKind::kEdf},
    {"dm", PolicyKind::kDm},
    {"rm", PolicyKind::kRm},
    {"fp", PolicyKind::kFp},
    {"fifo", PolicyKind::kFifo},
}};

}  // namespace rtswap
