// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "rtswap/bench/network_pool.h"
#include "test/support/plain_profile.h"

namespace rtswap::test {

// A network on a GPU whose link moves 50 bytes per nanosecond.
inline Profile pooled_profile(const std::string& cfg, int steps, Nanos step, dn::Bytes weights) {
  Profile profile =
      plain_profile(std::vector<Nanos>(static_cast<std::size_t>(steps), step), weights);
  profile.device = {"GPU of a test", "cuda", 1, {}};
  profile.network.cfg = cfg;
  profile.link.device_busy.bandwidth = Bandwidth{50'000'000'000};
  const TimeStats call = constant(std::chrono::microseconds(10));
  profile.mapping = {{dn::kMiB * 2, call, call, call, call}};
  return profile;
}

// Three networks of 128 to 512 MiB that run for 4 to 16 ms and load for 3 to 11.
inline NetworkPool small_pool() {
  using std::chrono::microseconds;
  return NetworkPool({pooled_profile("a.cfg", 32, microseconds(125), dn::kMiB * 4),
                      pooled_profile("b.cfg", 64, microseconds(125), dn::kMiB * 4),
                      pooled_profile("c.cfg", 64, microseconds(250), dn::kMiB * 8)},
                     Margin{});
}

}  // namespace rtswap::test
