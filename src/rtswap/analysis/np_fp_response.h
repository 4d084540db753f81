// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/response_bound.h"

namespace rtswap {

// Non-preemptive fixed priorities: Davis, Burns, Bril, Lukkien, Controller Area Network (CAN)
// Schedulability Analysis: Refuted, Revisited and Revised, Real-Time Systems 35(3), 2007, with
// release jitter and all jobs of the busy period of priority level i:
//
//   B_i  = max over lower k of (C_k - 1)
//   A    = B_i + sum over j not lower than i of ceil((A + J_j) / T_j) C_j      (smallest solution)
//   w(q) = B_i + q C_i + sum over j above i of (floor((w + J_j) / T_j) + 1) C_j
//   R_i  = max over q = 0 .. ceil((A + J_i) / T_i) - 1 of  J_i + w(q) - q T_i + C_i
//
// It is lp_fp_response of the set whose jobs are one group each. Tasks of equal rank count as above
// each other. One bound per task; empty where times are not valid, the utilization of the tasks not
// lower is above 1, or a search went beyond the limits of preconditions.h.
std::vector<ResponseBound> np_fp_response(std::span<const DeviceTask> tasks,
                                          const Disturbance& disturbance = {});

}  // namespace rtswap
