// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <optional>

#include "rtswap/analysis/device_task.h"

namespace rtswap {

// From a job's release to the end of its work on the device, at most, and what it is made of:
// response = jitter + wcet + blocking + interference. All but `response` are 0 without a bound.
struct ResponseBound {
  std::optional<Nanos> response;  // empty: no bound is known
  Nanos jitter{0};                // of the task
  Nanos wcet{0};                  // of the task
  Nanos blocking{0};              // the job that has the device and would come after this one
  Nanos interference{0};          // jobs that come before, of other tasks and of its own
  std::optional<std::size_t> blocker{};  // whose job it is; empty when there is no blocking

  bool operator==(const ResponseBound&) const = default;
};

}  // namespace rtswap
