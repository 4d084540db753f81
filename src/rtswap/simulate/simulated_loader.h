// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/timing.h"
#include "rtswap/simulate/duration_source.h"
#include "rtswap/simulate/place_map.h"
#include "rtswap/simulate/simulated_chunks.h"
#include "rtswap/simulate/simulated_link.h"

namespace rtswap {

// Decides about loads as exec/overlay_loader.h does. Where the executor's thread would wait for
// pieces in flight, a function returns false, and is to be called again when a load has ended.
class SimulatedLoader {
 public:
  SimulatedLoader(const PlaceMap& places, SimulatedLink& link, const DeviceProgress& progress,
                  DurationSource& durations, EventWriter& events);

  // Once, before the start: the retained groups are there, without taking time.
  void load_retained(EventWriter& events);
  // With its group `first`.
  void begin_job(std::uint32_t network, int first) { next_load_[network] = first; }
  // Asks for the loads of the running job, in order, as far as there are places for them; groups
  // before `launched` have been launched. `groups` are the timings of the network's groups.
  [[nodiscard]] bool load_ahead(std::uint32_t network, std::span<const GroupTiming> groups,
                                int launched);
  // Asks for what a job of `network` needs first that goes on with its group `first`, into places
  // that the running job is done with.
  void prefetch(std::uint32_t network, int first, std::span<const GroupTiming> groups,
                std::uint32_t running, int launched);
  bool all_issued(std::uint32_t network) const {
    return next_load_[network] == places_.group_count(network);
  }
  // Cancels the loads of the running job, which is given up or preempted; prefetches stay.
  [[nodiscard]] bool give_up(std::uint32_t network);
  void on_load_ended(SimulatedLink::Ended ended);

  bool is_there(std::uint32_t network, int group) const {
    return chunks_.is_there(places_.number(network, group));
  }
  // Bytes of `network` that came in since the last call.
  dn::Bytes take_loaded(std::uint32_t network);

 private:
  void request(int number, LoadClass load_class, const GroupTiming& timing, int after);
  [[nodiscard]] bool make_way(int number);
  [[nodiscard]] bool cancel(int number);

  const PlaceMap& places_;
  SimulatedLink& link_;
  const DeviceProgress& progress_;
  DurationSource& durations_;
  SimulatedChunks chunks_;
  std::vector<int> next_load_;     // [network]
  std::vector<int> pending_;       // numbers of groups, oldest first
  std::vector<dn::Bytes> loaded_;  // [network], since take_loaded()
};

}  // namespace rtswap
