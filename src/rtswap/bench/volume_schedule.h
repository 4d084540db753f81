// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>

#include "darknet/base/bytes.h"
#include "rtswap/analysis/device_task.h"

namespace rtswap {

// A task under RT-Swap's rules: one volume of it is swapped as a whole, the rest stays.
struct VolumeTask {
  DeviceTask timing;  // wcet: with the volume there
  dn::Bytes volume;   // 0: nothing of it is swapped
  Nanos swap_in{0}, swap_out{0};
};

// Does a job miss its deadline in one of some legal schedules under RT-Swap's rules, with every
// time at its bound? `area`: memory for volumes, room for the largest. The rules (what is known of
// them: docs/schedulability.md): the device goes to the ready job with the earliest deadline and is
// kept; that job's volume is brought in first, if it is not there, by a swap that nothing
// interrupts; while it computes, the most urgent ready job whose volume is not there has its own
// brought in. Where there is no room, volumes are copied out first, of the tasks granted last, but
// not of the one that has the device, nor, for a job that does not have it, of more urgent ones.
//
// The schedules: before time 0 every task has run alone, in an order that leaves the volumes of the
// task that blocks and of urgent ones out; then a job of one task is granted, and just after it
// jobs of all others become ready, with their jitter, and from then on each as often as it may. For
// each task to begin with in turn. The first job is interrupted for `lost`, and none after it. A
// set that misses in one of them has no valid proof that it never does; that one misses in none
// proves nothing. So this accepts at least what any test for these rules could.
bool misses_with_volumes(std::span<const VolumeTask> tasks, dn::Bytes area, Nanos lost = Nanos(0));

}  // namespace rtswap
