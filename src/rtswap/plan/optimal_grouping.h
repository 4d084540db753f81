// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/analysis/network_costs.h"
#include "rtswap/model/link.h"
#include "rtswap/model/time.h"

namespace rtswap {

// What a way to cut a network into groups is judged by.
struct GroupingCosts {
  std::function<Nanos(int first_step, int last_step)> exec;  // of a group, launch and wait included
  LinkSpec link;  // a load of B > 0 bytes takes latency + B / bandwidth
};

// The line through the loads of the smallest transfer and of a whole piece: the medians.
LinkSpec affine_link(const LinkCosts& costs);

// When the last of the groups that begin at `first_steps` has run, in a job that finds nothing on
// the device and has a place for each group:
//   load_end[k] = load_end[k - 1] + L[k],  exec_end[k] = max(exec_end[k - 1], load_end[k]) + E[k]
Nanos grouped_makespan(std::span<const dn::Bytes> step_weights, std::span<const int> first_steps,
                       const GroupingCosts& costs);

// The first steps of the groups with the smallest grouped_makespan(), of those ways with that
// makespan one with the fewest loads. No group takes more than `largest` in whole chunks, but for
// one step that does by itself. A step without weights joins the group before it, as in
// group_by_size(); those before the first weights may be a group, which then waits for no load.
//
// Exact for any exec: the end of the loads depends on how many groups they were and on their bytes
// alone, so of all ways to cut the steps before b into m groups the one that has run first is at
// least as good as the others (dynamic programme over b and m). Takes n^3 / 6 additions for n steps
// with weights.
std::vector<int> optimal_grouping(std::span<const dn::Bytes> step_weights,
                                  const GroupingCosts& costs, dn::Bytes largest, dn::Bytes chunk);

}  // namespace rtswap
