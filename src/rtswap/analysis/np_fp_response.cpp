// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/np_fp_response.h"

#include "rtswap/analysis/lp_fp_response.h"
#include "rtswap/analysis/preemption_points.h"

namespace rtswap {

std::vector<ResponseBound> np_fp_response(std::span<const DeviceTask> tasks,
                                          const Disturbance& disturbance) {
  return lp_fp_response(without_preemption(tasks), disturbance);
}

}  // namespace rtswap
