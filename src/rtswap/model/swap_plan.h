// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/retain_rule.h"
#include "rtswap/model/tier.h"

namespace rtswap {

// What one network asks of the device, as the planner sees it.
struct NetworkNeeds {
  std::string name;                     // for messages
  std::vector<dn::Bytes> step_weights;  // packed weight bytes of every step, in the order they run
  double jobs_per_second = 0;           // of all tasks that use it
  std::optional<RetainRule> retain{};   // absent: the planner chooses
  std::optional<dn::Bytes> most_retained{};  // on the device between jobs, in whole chunks
  bool has_pack_file = false;                // its packed image may stay in a file
};

// What a task set asks of the device.
struct MemoryNeeds {
  std::vector<NetworkNeeds> networks;
  dn::Bytes arena;      // activations: tasks of a preemption level share one
  dn::Bytes workspace;  // shared as well
  dn::Bytes io;         // what tasks do not share: inputs, kept outputs, recurrent state
  std::vector<dn::Bytes> task_arenas{};  // by TaskId; `arena` is made of these
};

// Consecutive steps of a network that are swapped and run as one.
struct LayerGroup {
  int first_step = 0, last_step = 0;  // both included
  dn::Bytes offset;                   // in the network's virtual range; a multiple of the chunk
  dn::Bytes size;                     // bytes to swap in, without the padding to the next chunk
  bool retained = true;               // stays on the device; else brought in per job
  std::vector<std::uint32_t> chunks;  // its place: the chunks mapped beneath it, in order
};

struct NetworkPlan {
  std::vector<LayerGroup> groups;
  std::vector<dn::Bytes> step_offsets;  // in the virtual range, 64-byte aligned
  dn::Bytes range;                      // size of the virtual range, whole chunks
  Tier tier = Tier::kHostMemory;        // of the packed image

  dn::Bytes swap_volume() const;  // streamed bytes of a job that finds nothing
};

// Fixes, once, what stays on the device, how layers are grouped, and which chunk backs each group.
struct SwapPlan {
  dn::Bytes chunk;
  std::uint32_t retained_chunks = 0;   // chunks [0, retained_chunks) back one retained group each
  std::uint32_t streaming_chunks = 0;  // the rest, shared by the streamed groups of all networks
  std::vector<NetworkPlan> networks;
  // Preemption levels by TaskId (sched/preemption_levels.h), as many activation arenas as levels.
  // Empty: all tasks are of one.
  std::vector<std::uint32_t> levels{};

  std::uint32_t level_of(std::size_t task) const { return levels.empty() ? 0 : levels[task]; }
  std::uint32_t highest_level() const {
    return levels.empty() ? 0 : *std::max_element(levels.begin(), levels.end());
  }
  std::uint32_t chunk_count() const { return retained_chunks + streaming_chunks; }
  bool streams() const { return streaming_chunks > 0; }
  // Some network is on the file tier.
  bool uses_files() const {
    return std::ranges::find(networks, Tier::kFile, &NetworkPlan::tier) != networks.end();
  }
};

inline dn::Bytes NetworkPlan::swap_volume() const {
  dn::Bytes total;
  for (const LayerGroup& group : groups) total += group.retained ? dn::Bytes(0) : group.size;
  return total;
}

}  // namespace rtswap
