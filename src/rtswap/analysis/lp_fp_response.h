// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/response_bound.h"

namespace rtswap {

// Fixed priorities with preemption at group boundaries only: Buttazzo, Bertogna, Yao, Limited
// Preemptive Scheduling for Real-Time Systems: A Survey, IEEE Transactions on Industrial
// Informatics 9(1), 2013 (fixed preemption points), with release jitter as in Tindell, Burns,
// Wellings 1994, and the preemption levels of Baker 1991. With q_k the longest group of k, l_i the
// last of i, and C' = C + reload:
//
//   B_i  = max over lower k of (q_k - 1), or of (C_k - 1) where k is of the level of i or of one
//          above i; the background's; and what is lost (lp_edf_demand.h)
//   A    = B_i + sum over j not lower than i of ceil((A + J_j) / T_j) C'_j     (smallest solution)
//   w(q) = B_i + q C'_i + C_i - l_i + sum over j above i of I_j(w)
//   I_j(w) = (floor((w + J_j) / T_j) + 1) C_j + (floor((w - 1 + J_j) / T_j) + 1) reload_j
//   R_i  = max over q = 0 .. ceil((A + J_i) / T_i) - 1 of  J_i + w(q) - q T_i + l_i
//
// (no reload of tasks that can preempt neither i nor one above it, nor a k that counts with C_k;
// and of those that can preempt such a k, as many reloads as jobs: preemption_points.h) w is when
// the last group starts; from there on the job keeps the device. All jobs of the busy period count,
// because its first one is not always the slowest. Tasks of equal rank count as above each other,
// which holds whichever order they run in.
//
// longest_group covers the loads that a job granted anew may wait for before its group runs, as
// well as the group. One bound per task; empty where groups or
// levels are not valid, the utilization of the tasks not lower is above 1, or a search went beyond
// the limits of preconditions.h.
std::vector<ResponseBound> lp_fp_response(std::span<const DeviceTask> tasks,
                                          const Disturbance& disturbance = {});

}  // namespace rtswap
