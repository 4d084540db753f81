// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <functional>
#include <span>

#include "rtswap/model/time.h"

namespace rtswap {

// How good it is to have jobs of certain lengths.
struct PlanScore {
  bool schedulable = false;
  Nanos slack{0};          // where schedulable: the smallest of all tasks'
  double utilization = 0;  // of device and link, which a job holds together

  bool is_better_than(const PlanScore& other) const {
    if (schedulable != other.schedulable) return schedulable;
    if (schedulable && slack != other.slack) return slack > other.slack;
    return utilization < other.utilization;
  }
};

// Says how good it is when jobs of the networks have these cold makespans, one for each network,
// and whether any of them has to wait for loads.
using Judge = std::function<PlanScore(std::span<const Nanos>, bool streams)>;

}  // namespace rtswap
