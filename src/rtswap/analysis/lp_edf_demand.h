// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/response_bound.h"

namespace rtswap {

// EDF with preemption at group boundaries only: Bertogna and Baruah, Limited Preemption EDF
// Scheduling of Sporadic Task Systems, IEEE Transactions on Industrial Informatics 6(4), 2010;
// Buttazzo, Bertogna, Yao, Limited Preemptive Scheduling for Real-Time Systems: A Survey, the same
// journal 9(1), 2013; with the preemption levels of Baker 1991. For every t at which a job becomes
// due in a busy period:
//
//   B(t) + dem(t) <= t,   B(t) = max over k with D_k - J_k > t of (b_k(t) - 1), and the
//   background's,
//                           and all that is lost
//
// b_k(t) is the wcet of k where a task of its level has D - J <= t, which may have to wait for all
// of a job of k; else the longest group of k. Jobs in dem that can have preempted another one due
// by t count with wcet + reload (preemption_points.h): of task i, those due by t - 1, once a task k
// of a lower level with D_k > D_i - J_i is due by t; and those due by t, once a task of no higher
// level than such a k, which may have to wait for a job of k that began before, is due by t. The
// set is schedulable when that holds. Our own step, for response times: a job of i due at t
// completes by the end e(t) of its deadline busy period (deadline_busy_period.h), so R_i = max of
// e(t) - (t - D_i) over the points t >= D_i - J_i; between two points e does not change. All R_i <=
// D_i exactly when the demand fits.
//
// longest_group covers the loads that a job granted anew may wait for before its group runs, as
// well as the group. What is lost to interruptions is part of B(t): wherever it is lost, also while
// a job runs that keeps the device, no job ends later than if it had been lost first. One bound per
// task, all empty where groups, deadlines or levels are not valid, the utilization with reloads is
// above 1 or the busy period is beyond the limits of preconditions.h.
std::vector<ResponseBound> lp_edf_demand(std::span<const DeviceTask> tasks,
                                         const Disturbance& disturbance = {});

}  // namespace rtswap
