// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "rtswap/simulate/simulation.h"

namespace rtswap {

// A group of a small network: nothing to load means retained.
struct SketchedGroup {
  Nanos exec{0};
  Nanos load{0};
  std::vector<std::uint32_t> place{};  // chunks of the streaming area, from 0
};

// A task set for the simulator, put together by hand. Units of time are whatever a test likes.
class SimulatedStage {
 public:
  static constexpr dn::Bytes kChunk = dn::kMiB;

  explicit SimulatedStage(std::uint32_t streaming_chunks = 0) {
    plan_.chunk = kChunk;
    plan_.streaming_chunks = streaming_chunks;
    set_.policy = PolicyKind::kEdf;
  }

  // Adds a task with a network of its own. Call all before run().
  TaskSpec& add(Nanos period, Nanos deadline, const std::vector<SketchedGroup>& groups) {
    task_networks_.push_back(static_cast<std::uint32_t>(plan_.networks.size()));
    TaskTiming& timing = timing_.tasks.emplace_back();
    NetworkPlan& network = plan_.networks.emplace_back();
    for (const SketchedGroup& group : groups) add_group(network, timing, group);
    TaskSpec task;
    task.name = "task" + std::to_string(set_.tasks.size());
    task.period = period;
    task.deadline = deadline;
    task.priority = 0;
    return set_.tasks.emplace_back(task);
  }

  TaskSetSpec& set() { return set_; }
  SwapPlan& plan() { return plan_; }
  SetTiming& timing() { return timing_; }
  const TaskSetSpec& set() const { return set_; }
  const SwapPlan& plan() const { return plan_; }
  const SetTiming& timing() const { return timing_; }
  const std::vector<std::uint32_t>& task_networks() const { return task_networks_; }

  SimulationResult run(SimulationOptions options = {}, EventSink* sink = nullptr) const {
    return simulate({set_, plan_, task_networks_, timing_}, options, sink);
  }

  static BoundedTime always(Nanos time) { return {time, time, time}; }

 private:
  // Retained groups get chunks behind the streaming area's; the simulator does not mind.
  void add_group(NetworkPlan& network, TaskTiming& timing, const SketchedGroup& sketch) {
    LayerGroup& group = network.groups.emplace_back();
    group.retained = sketch.load == Nanos(0);
    if (group.retained) {
      group.chunks = {plan_.chunk_count()};
      ++plan_.retained_chunks;
    } else {
      group.chunks = sketch.place;
    }
    group.size = kChunk * group.chunks.size();
    GroupTiming& times = timing.groups.emplace_back();
    times.exec = always(sketch.exec);
    times.load = times.prefetch = always(sketch.load);
    times.bytes = group.retained ? dn::Bytes() : group.size;
    times.retained = group.retained;
    times.place_free_after = free_after(network);
  }

  // Of the group added last.
  static int free_after(const NetworkPlan& network) {
    int before = -1;
    for (std::size_t g = 0; g + 1 < network.groups.size(); ++g) {
      for (const std::uint32_t chunk : network.groups.back().chunks) {
        const auto& other = network.groups[g].chunks;
        if (std::find(other.begin(), other.end(), chunk) != other.end())
          before = static_cast<int>(g);
      }
    }
    return before;
  }

  TaskSetSpec set_;
  SwapPlan plan_;
  SetTiming timing_;
  std::vector<std::uint32_t> task_networks_;
};

// "task.job grant-device_end", and what became of it, in the order of their ends.
inline std::string schedule(const SimulationResult& result) {
  std::string text;
  for (const JobHistory& job : result.jobs) {
    text += (text.empty() ? "" : ", ") + std::to_string(job.job.task.value) + "." +
            std::to_string(job.job.index.value) + " " +
            std::to_string(job.grant.time_since_epoch().count()) + "-" +
            std::to_string(job.device_end.time_since_epoch().count());
    if (job.aborted)
      text += " aborted";
    else if (job.missed)
      text += " missed";
  }
  return text;
}

inline SimulationOptions for_duration(Nanos duration) {
  SimulationOptions options;
  options.duration = duration;
  return options;
}

}  // namespace rtswap
