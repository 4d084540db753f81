// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "rtswap/admit/admission.h"
#include "rtswap/admit/set_profiles.h"
#include "rtswap/model/profile.h"
#include "rtswap/model/task_set.h"

namespace rtswap {

// A network that random task sets are made of, and what does not depend on the set it is in. Times
// are bounds: what a job holds the device, without the dispatch, which every rule adds (judge_of).
struct PooledNetwork {
  Profile profile;
  Precision precision = Precision::kFp32;
  dn::Bytes weights;  // in whole chunks
  Nanos resident{0};  // run as one group, everything there
  Nanos streamed{0};  // nothing there, streamed group by group, the fastest way to group it
  Nanos wcet{0};      // resident, with the dispatch: what utilizations are counted in
};

// Profiles made one machine: all networks load over the slowest of their links and wait for the
// slowest of their threads, so that no rule profits from the profile that a set happens to have.
class NetworkPool {
 public:
  // Throws dn::Error where there are none or they are of different devices; `margin` as in `check`.
  NetworkPool(std::vector<Profile> profiles, Margin margin);

  std::size_t size() const { return networks_.size(); }
  const PooledNetwork& operator[](std::size_t network) const { return networks_[network]; }
  Margin margin() const { return margin_; }
  dn::Bytes chunk() const;

  // A set with a task for each of `chosen`, no two sharing weights, and what was measured of it.
  // Periods are not set.
  TaskSetSpec tasks(std::span<const std::size_t> chosen) const;
  SetProfiles profiles(std::span<const std::size_t> chosen) const;

 private:
  void measure_alone(std::size_t network);

  Margin margin_;
  std::vector<PooledNetwork> networks_;
};

// The files among these, and the *.json files of the directories among them, by name.
std::vector<std::string> profile_files(const std::vector<std::string>& paths);
// The profiles in them.
std::vector<Profile> read_profiles(const std::vector<std::string>& paths);

}  // namespace rtswap
