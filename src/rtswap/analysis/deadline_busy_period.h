// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "rtswap/analysis/demand_points.h"

namespace rtswap {

// For each point t of the demand curve, until when the device can at most be busy, from 0, with the
// blocking group and jobs due until t: the smallest x with
//
//   B(t) + sum of min(jobs ready in [0, x], jobs due until t) * wcet  (and reloads)  <=  x
//
// Spuri's deadline busy period (INRIA research report 2772, 1996) with blocking. A job due at t in
// it completes by then. Never above B(t) + demand(t) = t - slack(t), and much below where the
// device is idle before t; it is above t for some t exactly when some slack is negative.
//
// In the order of the points. After kMostTerms steps the rest are t - slack(t).
std::vector<Nanos> deadline_busy_periods(std::span<const DeviceTask> tasks,
                                         const DemandCurve& curve);

}  // namespace rtswap
