// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/base/bytes.h"
#include "rtswap/model/time.h"

namespace rtswap {

// What the device did for one job.
struct JobOutcome {
  Instant start, end;  // of the device's work
  Nanos stall{0};      // of it: the host waiting for swap-ins before it could go on
  // Of its network, since that network's previous job: what was prefetched for it is part of it.
  dn::Bytes swapped_in;
  bool aborted = false;  // given up at a group boundary: the outputs mean nothing
};

}  // namespace rtswap
