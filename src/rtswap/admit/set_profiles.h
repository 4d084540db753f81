// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rtswap/exec/prepared_set.h"
#include "rtswap/model/profile.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task_set.h"
#include "rtswap/profile/progress.h"

namespace rtswap {

// What was measured of a task set.
struct SetProfiles {
  std::vector<Profile> networks;    // by networks_of_tasks(); the link is that of the first
  std::vector<TimeStats> prepare;   // by TaskId
  std::vector<dn::Bytes> pictures;  // by TaskId: the largest, where the device resizes; else 0
  std::string source;               // for people
};

// From files that `rtswap profile` wrote, one for each network; no device is needed. Files for
// other networks tell what is rare on their device, too. Throws dn::Error where a task has none
// that fits, and says what the files are for; where two are of different devices; for pictures that
// cannot be read.
SetProfiles read_set_profiles(const TaskSetSpec& set, const std::vector<std::string>& files);

// What must be the same for a profile from a file to speak of what will run here: the device, and,
// where weights are swapped, how they are packed. Throws dn::Error that says what differs.
void check_profiles_fit(const TaskSetSpec& set, const SetProfiles& profiles,
                        const PreparedSet& prepared);

// Measures just what it takes to judge `plan`, on the device that the set was prepared for, which
// nobody else uses; takes the memory of one whole network after the other, and gives it back.
SetProfiles measure_set(const TaskSetSpec& set, const PreparedSet& prepared, const SwapPlan& plan,
                        int runs, ProfileProgress& progress);

// The smallest chunk of the device that was profiled.
dn::Bytes granularity_of(const SetProfiles& profiles);

// What the planner must know of the set, from its profiles alone.
MemoryNeeds memory_needs(const TaskSetSpec& set, const SetProfiles& profiles);

}  // namespace rtswap
