// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/base/bytes.h"
#include "rtswap/bench/drawn_set.h"
#include "rtswap/bench/network_pool.h"

// What RT-Swap (RTAS 2024) could accept, by its rules (volume_schedule.h). Networks run as one
// group. A volume is brought in by one copy and mapped chunk by chunk before; it is copied back,
// at the same rate, and unmapped. Of the chunk sizes that were measured, the cheapest counts.
//
// Its configuration is written by hand, so all of some are tried and one is enough: the area has
// room for the m largest volumes, m = 1, 2, ..., and the volumes are as small as the limit allows.
namespace rtswap {

// The same share of every network is swapped.
bool accepts_rt_swap(const NetworkPool& pool, const DrawnSet& drawn, dn::Bytes limit);

// Also: the tasks with the shortest deadlines, 0, 1, 2 ... of them, swap nothing, and the others
// the same share.
bool accepts_rt_swap_chosen(const NetworkPool& pool, const DrawnSet& drawn, dn::Bytes limit);

// The same, if nothing were copied back: what its rules could do with weights that do not change.
bool accepts_rt_swap_dropping(const NetworkPool& pool, const DrawnSet& drawn, dn::Bytes limit);

}  // namespace rtswap
