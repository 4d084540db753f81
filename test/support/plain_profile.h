// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "rtswap/model/profile.h"

namespace rtswap::test {

inline TimeStats constant(Nanos time) { return {time, time, time, 1, 0}; }

// A profile of a CPU on which every time is the same in every run and calls take nothing: so times
// of groups are the sums of these. The link moves a byte per nanosecond, 10 us later. Good for a
// file.
inline Profile plain_profile(const std::vector<Nanos>& steps, dn::Bytes step_weights) {
  Profile profile;
  profile.device = {"CPU of a test", "cpu", 1, {}};
  profile.network.precision = "fp32";
  profile.network.weight_bytes = step_weights * steps.size();
  Nanos sum{0};
  for (const Nanos time : steps) {
    const int layer = static_cast<int>(profile.steps.size());
    profile.steps.push_back(
        {layer, 0, "convolutional", step_weights, {constant(time), constant(time)}});
    sum += time;
  }
  const int last = static_cast<int>(steps.size()) - 1;
  profile.groupings = {
      {dn::Bytes(0), {{0, last, profile.network.weight_bytes, {constant(sum), constant(sum)}}}}};
  for (const int percent : kInterruptionPercents) {
    profile.interruptions.push_back({percent, Nanos(0)});
    profile.link.late.push_back({percent, Nanos(0)});
  }
  profile.link.pieces = {{dn::kMiB, constant(Nanos(1'058'576)), constant(Nanos(1'058'576))}};
  profile.link.alone = {Nanos(10'000), Nanos(10'000), Bandwidth{1'000'000'000}};
  profile.link.device_busy = profile.link.alone;
  const TimeStats none = constant(Nanos(0));
  profile.calls = {none, none, none};
  profile.host = {none, none, none, none};
  return profile;
}

}  // namespace rtswap::test
