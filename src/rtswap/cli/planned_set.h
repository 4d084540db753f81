// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/admit/admission.h"
#include "rtswap/cli/admission_options.h"
#include "rtswap/cli/stop_signals.h"

namespace rtswap {

// A task set with its plan and the judgement of it.
struct PlannedSet {
  MemoryNeeds needs;
  dn::Bytes granularity;  // the smallest chunk of the device
  SetCosts costs;
  SwapPlan plan;
  Admission admission;
  std::string source;  // of the times, for people
  bool from_files = false;
};

// The plan in the options' file, else plan_set()'s. Throws dn::Error that says what differs when
// the file's does not fit the set.
SwapPlan plan_for(const TaskSetSpec& set, const MemoryNeeds& needs, dn::Bytes granularity,
                  const SetCosts* costs, const AdmissionOptions& options);

// From profiles, as the options name them; without a device.
PlannedSet plan_by_profiles(const TaskSetSpec& set, const AdmissionOptions& options);
// The same from profiles that were read before, of a set that can be analysed.
PlannedSet plan_by_profiles(const TaskSetSpec& set, const SetProfiles& profiles,
                            const AdmissionOptions& options);

// From what is measured now, on the device that the set was prepared for. Ctrl-C ends it by a
// dn::Error.
PlannedSet plan_by_measuring(const TaskSetSpec& set, const PreparedSet& prepared,
                             const AdmissionOptions& options, const StopSignals& signals);

}  // namespace rtswap
