// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/response_bound.h"

namespace rtswap {

// Worst-case response times under non-preemptive EDF (order: release + deadline, ties in any way):
// George, Rivierre, Spuri, INRIA research report 2966, 1996, with the release jitter and the
// candidates of Spuri, INRIA research report 2772, 1996. For a job of i released at a, due at
// d = a + D_i, in a busy period that begins at 0, its start is at most the smallest s with
//
//   s = B(d) + min(floor((s + J_i) / T_i) + 1, jobs of i due until d, less this one) C_i
//       + sum over j != i of min(floor((s + J_j) / T_j) + 1, jobs of j due until d) C_j
//
// with B(d) the blocking of demand_points.h. R_i = max of s + C_i - a over those a >= -J_i at which
// a + D_i is a point of the demand curve; between them s does not change.
//
// No job that is due at d completes after the deadline busy period of d. So candidates are looked
// at by how far that reaches beyond d, and the search for a task ends when no other can be worse.
// The same fact makes this test and np_edf_demand agree: all R_i <= D_i exactly when no slack is
// negative. After kMostTerms steps the end of the deadline busy period itself is taken.
//
// One bound per task, all empty where times or deadlines are not valid, the utilization is above 1
// or the busy period is beyond the limits of preconditions.h.
std::vector<ResponseBound> np_edf_response(std::span<const DeviceTask> tasks,
                                           const Disturbance& disturbance = {});

}  // namespace rtswap
