// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulation.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"
#include "rtswap/simulate/simulated_device.h"
#include "rtswap/simulate/simulated_tasks.h"

namespace rtswap {
namespace {

// As the executor's links (transfer/host_link.h, stream_link.h, file_link.h).
constexpr LinkShape kHostLink{1, 1}, kDeviceLink{2, 8}, kFileLink{2, 8};

LinkShape shape_of(const SimulatedSet& what, const SimulationOptions& options) {
  if (what.plan.uses_files()) return kFileLink;
  return options.has_own_memory ? kDeviceLink : kHostLink;
}

void check_task(const SimulatedSet& what, std::size_t task) {
  const std::uint32_t network = what.task_networks[task];
  const std::vector<GroupTiming>& timing = what.timing.tasks[task].groups;
  if (network >= what.plan.networks.size())
    throw dn::bad_input(fmt::format("simulate: task {} runs a network that is not planned", task));
  const std::vector<LayerGroup>& groups = what.plan.networks[network].groups;
  const bool fits = !groups.empty() && std::ranges::equal(groups, timing, {}, &LayerGroup::retained,
                                                          &GroupTiming::retained);
  if (!fits)
    throw dn::bad_input(fmt::format("simulate: the times of task {} are not its plan's", task));
}

void check(const SimulatedSet& what, const SimulationOptions& options) {
  const std::size_t tasks = what.set.tasks.size();
  if (what.task_networks.size() != tasks || what.timing.tasks.size() != tasks)
    throw dn::bad_input("simulate: networks and times must be given for every task");
  for (std::size_t task = 0; task < tasks; ++task) check_task(what, task);
  if (!options.duration && !what.set.duration && !what.set.jobs)
    throw dn::bad_input("simulate: the set has no end; give a duration");
  if (what.set.placement != Placement::kOverlay)
    throw dn::bad_input("simulate: placement remap is not simulated; use overlay");
}

FirmWindows firm_windows(const TaskSetSpec& set) {
  FirmWindows windows(set.tasks.size());
  for (std::size_t i = 0; i < windows.size(); ++i) {
    if (set.tasks[i].firm) windows[i].emplace(*set.tasks[i].firm);
  }
  return windows;
}

// The parts, and the loop that leads the clock from event to event.
class Simulation {
 public:
  Simulation(const SimulatedSet& what, const SimulationOptions& options, EventSink* sink)
      : events_(sink, now_),
        durations_(options.times, options.seed),
        firm_(firm_windows(what.set)),
        places_(what.plan),
        link_(shape_of(what, options), places_, progress_,
              RareLoss(what.timing.late_loads, options.loss_window, durations_, now_), now_,
              events_),
        loader_(places_, link_, progress_, durations_, events_),
        arbiter_(Policy(what.set.policy, what.set.tasks), what.set.tasks, what.plan, events_),
        device_(what, options,
                {places_, arbiter_, loader_, link_, progress_, firm_, durations_, now_, events_}),
        tasks_(what, options, arbiter_, firm_, durations_, now_, events_) {}

  SimulationResult run() {
    loader_.load_retained(events_);
    while (true) {
      const Instant next =
          std::min({tasks_.next_event(), link_.next_event(), device_.next_event()});
      if (next == Instant::max()) break;
      now_ = next;
      take_events();
      make_decisions();
    }
    SimulationResult result = tasks_.take_result();
    result.loaded = link_.bytes();
    result.link_busy = link_.busy();
    for (const auto& window : firm_) result.broken_windows.push_back(window ? window->broken() : 0);
    return result;
  }

 private:
  // What ends at this instant has ended before anybody decides.
  void take_events() {
    device_.finish_computing();
    if (link_.next_event() <= now_) {
      if (const auto ended = link_.receive()) {
        loader_.on_load_ended(*ended);
        if (ended->is_done) device_.on_load_ended(places_.planned(ended->group));
      }
    }
    tasks_.advance();
    device_.pause(tasks_.takes_processors());
  }

  void make_decisions() {
    bool moved = true;
    while (moved) {
      // The copy engine sends its next piece before the device's thread wakes.
      moved = link_.start();
      if (device_.advance()) moved = true;
      if (const auto ended = device_.take_ended()) tasks_.resume(*ended);
      if (device_.start_computing()) moved = true;
    }
  }

  Instant now_;
  DeviceProgress progress_;
  EventWriter events_;
  DurationSource durations_;
  FirmWindows firm_;
  PlaceMap places_;
  SimulatedLink link_;
  SimulatedLoader loader_;
  SimulatedArbiter arbiter_;
  SimulatedDevice device_;
  SimulatedTasks tasks_;
};

}  // namespace

SimulationResult simulate(const SimulatedSet& what, const SimulationOptions& options,
                          EventSink* sink) {
  check(what, options);
  return Simulation(what, options, sink).run();
}

}  // namespace rtswap
