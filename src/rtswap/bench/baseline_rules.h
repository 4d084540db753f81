// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/base/bytes.h"
#include "rtswap/bench/drawn_set.h"
#include "rtswap/bench/network_pool.h"

// What systems that know less than ours accept. Each runs a network as one group when all of it is
// there, and is judged as `check` judges (admit/set_plan.h): non-preemptive EDF, the same dispatch,
// interruptions and host phases.
namespace rtswap {

// Nothing is ever swapped: the footprint has to fit.
bool accepts_all_resident(const NetworkPool& pool, const DrawnSet& drawn, dn::Bytes limit);

// Everything stays where the footprint fits. Else every job copies its whole network first, in one
// piece, and then runs; so the largest network has to fit.
bool accepts_on_demand(const NetworkPool& pool, const DrawnSet& drawn, dn::Bytes limit);

// The same, but the network is copied group by group while the groups before it run (PipeSwitch,
// OSDI 2020), in the fastest way to group it; each group has memory of its own. Nothing is left of
// a job before, and nothing is fetched ahead of a job.
bool accepts_streaming(const NetworkPool& pool, const DrawnSet& drawn, dn::Bytes limit);

}  // namespace rtswap
