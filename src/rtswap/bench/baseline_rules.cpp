// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/baseline_rules.h"

#include <vector>

#include "rtswap/admit/set_plan.h"
#include "rtswap/bench/blocking_copy.h"
#include "rtswap/bench/set_text.h"

namespace rtswap {
namespace {

using dn::Bytes;

// `device_time` of each network: what its jobs hold the device, besides the dispatch. `copies`: for
// some of it, weights are copied.
template <typename DeviceTime>
bool accepts(const NetworkPool& pool, const DrawnSet& drawn, bool copies,
             const DeviceTime& device_time) {
  std::vector<Nanos> times;
  for (const std::size_t network : drawn.networks) times.push_back(device_time(pool[network]));
  const PreemptionLevels levels(drawn.set.tasks.size(), 0);
  return judge_of(drawn.set, drawn.costs, levels)(times, copies).schedulable;
}

bool accepts_resident(const NetworkPool& pool, const DrawnSet& drawn) {
  return accepts(pool, drawn, false, [](const PooledNetwork& network) { return network.resident; });
}

}  // namespace

bool accepts_all_resident(const NetworkPool& pool, const DrawnSet& drawn, Bytes limit) {
  return drawn.footprint <= limit && accepts_resident(pool, drawn);
}

bool accepts_on_demand(const NetworkPool& pool, const DrawnSet& drawn, Bytes limit) {
  if (drawn.footprint <= limit) return accepts_resident(pool, drawn);
  if (!largest_network_fits(pool, drawn, limit)) return false;
  return accepts(pool, drawn, true, [&](const PooledNetwork& network) {
    return network.resident +
           blocking_copy(drawn.costs.link, network.profile.network.weight_bytes, pool.margin());
  });
}

bool accepts_streaming(const NetworkPool& pool, const DrawnSet& drawn, Bytes limit) {
  if (drawn.footprint <= limit) return accepts_resident(pool, drawn);
  if (!largest_network_fits(pool, drawn, limit)) return false;
  return accepts(pool, drawn, true, [](const PooledNetwork& network) { return network.streamed; });
}

}  // namespace rtswap
