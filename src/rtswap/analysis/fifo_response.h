// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/response_bound.h"

namespace rtswap {

// The set with one deadline for all: FIFO (by release) as EDF sees it. Jobs are ordered by
// release + deadline, so when all deadlines are equal, by release. Which value they have changes no
// schedule and no response time.
std::vector<DeviceTask> with_equal_deadlines(std::span<const DeviceTask> tasks);

// Worst-case response times under FIFO by release, one bound per task: np_edf_response of the set
// with_equal_deadlines. With the value R for all deadlines, np_edf_demand accepts exactly when no
// response is above R, so the largest bound is the smallest R that passes. A job that became ready
// late can overtake jobs released after it; with jitter 0 nobody overtakes, and there is no
// blocking. Deadlines do not matter.
std::vector<ResponseBound> fifo_response(std::span<const DeviceTask> tasks,
                                         const Disturbance& disturbance = {});

}  // namespace rtswap
