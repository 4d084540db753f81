// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <compare>
#include <span>

#include "rtswap/analysis/device_task.h"

namespace rtswap {

// The sum of wcet / period, rounded: for people. Periods are positive.
double utilization(std::span<const DeviceTask> tasks);

// The same sum, exactly, compared with 1. Above 1 no policy keeps any deadline for ever (Liu and
// Layland 1973). Periods are positive, wcets not negative.
//
// Compares digit by digit, so it needs no common denominator, which would overflow: after k digits
// in base 2^32 the sum is known to within n / 2^(32 k), for n tasks. A sum that differs from 1 does
// so by at least 1 / (product of the periods); one that is not told apart by then is 1.
std::strong_ordering compare_utilization_to_one(std::span<const DeviceTask> tasks);

}  // namespace rtswap
