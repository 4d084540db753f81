// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/rt_swap_rules.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <vector>

#include "rtswap/admit/set_plan.h"
#include "rtswap/analysis/schedulability.h"
#include "rtswap/bench/baseline_rules.h"
#include "rtswap/bench/blocking_copy.h"
#include "rtswap/bench/volume_schedule.h"

namespace rtswap {
namespace {

using dn::Bytes;

struct ChunkTimes {
  Nanos in{0}, out{0};  // of all chunks of a volume
};

// Volumes smaller than a chunk count as none: never too much.
ChunkTimes cheapest_mapping(const std::vector<MappingProfile>& mapping, Bytes volume,
                            Margin margin) {
  std::optional<ChunkTimes> best;
  for (const MappingProfile& chunk : mapping) {
    const auto count = static_cast<std::int64_t>(volume.value / chunk.chunk.value);
    const ChunkTimes times{margin.on((chunk.create.median + chunk.map.median) * count),
                           margin.on((chunk.unmap.median + chunk.destroy.median) * count)};
    if (!best || times.in + times.out < best->in + best->out) best = times;
  }
  return best.value_or(ChunkTimes{});
}

// The tasks as the schedulability tests see them, with everything there.
std::optional<std::vector<DeviceTask>> resident_tasks(const NetworkPool& pool,
                                                      const DrawnSet& drawn) {
  SetTiming timing;
  timing.dispatch = drawn.costs.dispatch;
  timing.wake = drawn.costs.wake;
  timing.host_shares_device = drawn.costs.host_shares_device;
  for (std::size_t i = 0; i < drawn.networks.size(); ++i) {
    const Nanos time = pool[drawn.networks[i]].resident;
    timing.tasks.push_back(
        {{{{time, time, time}, {}, {}, true, -1}}, drawn.costs.prepare[i], drawn.costs.finish[i]});
  }
  const std::optional<HostBudget> host = host_budget(drawn.set, timing);
  if (!host) return std::nullopt;
  return device_tasks(drawn.set, device_bounds(drawn.set, timing), *host);
}

// In a stretch of time in which something is swapped.
Interrupted interruptions_of(const DrawnSet& drawn) {
  SetTiming timing;
  set_losses(timing, drawn.costs, Tier::kHostMemory);
  return interrupted_by(drawn.set, timing);
}

struct RtSwapReading {
  std::size_t most_kept = 0;  // tasks that may swap nothing
  bool copies_back = true;
};

// A configuration and what it is judged by.
class Volumes {
 public:
  Volumes(const NetworkPool& pool, const DrawnSet& drawn, Bytes limit,
          const std::vector<DeviceTask>& resident, bool copies_back)
      : pool_(pool),
        drawn_(drawn),
        limit_(limit),
        missing_(drawn.footprint - limit),
        lost_(interruptions_of(drawn).lost),
        copies_back_(copies_back) {
    for (std::size_t i = 0; i < resident.size(); ++i) {
      tasks_.push_back({resident[i], {}, {}, {}});
      order_.push_back(i);
    }
    std::ranges::stable_sort(order_, {}, [&](std::size_t i) { return resident[i].deadline; });
  }

  // With the first `kept` tasks by deadline swapping nothing, and room for the volumes of the
  // `room` largest networks of the others.
  bool is_accepted(std::size_t kept, std::size_t room) {
    std::vector<Bytes> sizes;
    for (std::size_t place = kept; place < order_.size(); ++place)
      sizes.push_back(weights(order_[place]));
    std::ranges::sort(sizes, std::greater<>());
    // The share x that is swapped: all weights but x of the sum of the others, and x of the
    // largest, fit.
    Bytes gained;
    for (std::size_t i = room; i < sizes.size(); ++i) gained += sizes[i];
    if (gained < missing_) return false;
    Bytes out;
    for (std::size_t place = 0; place < order_.size(); ++place) {
      VolumeTask& task = tasks_[order_[place]];
      task.volume = place < kept ? Bytes(0) : share(weights(order_[place]), gained);
      out += task.volume;
      set_times(task);
    }
    const Bytes stays = drawn_.footprint - out;
    return stays <= limit_ && !misses_with_volumes(tasks_, limit_ - stays, lost_);
  }

  std::size_t count() const { return order_.size(); }

 private:
  Bytes weights(std::size_t task) const { return pool_[drawn_.networks[task]].weights; }

  Bytes share(Bytes size, Bytes gained) const {
    const auto product = static_cast<unsigned __int128>(size.value) * missing_.value;
    return Bytes(static_cast<std::uint64_t>((product + gained.value - 1) / gained.value));
  }

  void set_times(VolumeTask& task) const {
    task.swap_in = task.swap_out = Nanos(0);
    if (task.volume == Bytes(0)) return;
    const Margin margin = pool_.margin();
    const ChunkTimes chunks = cheapest_mapping(pool_[0].profile.mapping, task.volume, margin);
    const Nanos copy = blocking_copy(drawn_.costs.link, task.volume, margin);
    task.swap_in = chunks.in + copy;
    task.swap_out = chunks.out;
    if (copies_back_) task.swap_out += copy;
  }

  const NetworkPool& pool_;
  const DrawnSet& drawn_;
  Bytes limit_, missing_;
  Nanos lost_;
  bool copies_back_;
  std::vector<VolumeTask> tasks_;
  std::vector<std::size_t> order_;  // by deadline
};

bool accepts_with(const NetworkPool& pool, const DrawnSet& drawn, Bytes limit,
                  const RtSwapReading& reading) {
  if (drawn.footprint <= limit) return accepts_all_resident(pool, drawn, limit);
  const auto resident = resident_tasks(pool, drawn);
  const Interrupted interrupted = interruptions_of(drawn);
  // Swapping makes nothing better.
  if (!resident || !analyse(drawn.set.policy, *resident, interrupted).schedulable) return false;
  Volumes volumes(pool, drawn, limit, *resident, reading.copies_back);
  for (std::size_t kept = 0; kept <= std::min(reading.most_kept, volumes.count()); ++kept) {
    for (std::size_t room = 1; room + kept < volumes.count(); ++room) {
      if (volumes.is_accepted(kept, room)) return true;
    }
  }
  return false;
}

}  // namespace

bool accepts_rt_swap(const NetworkPool& pool, const DrawnSet& drawn, Bytes limit) {
  return accepts_with(pool, drawn, limit, {0, true});
}

bool accepts_rt_swap_chosen(const NetworkPool& pool, const DrawnSet& drawn, Bytes limit) {
  return accepts_with(pool, drawn, limit, {drawn.networks.size(), true});
}

bool accepts_rt_swap_dropping(const NetworkPool& pool, const DrawnSet& drawn, Bytes limit) {
  return accepts_with(pool, drawn, limit, {drawn.networks.size(), false});
}

}  // namespace rtswap
