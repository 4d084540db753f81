// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rtswap/analysis/set_timing.h"
#include "rtswap/simulate/pausable_timer.h"
#include "rtswap/simulate/rare_loss.h"
#include "rtswap/simulate/simulated_arbiter.h"
#include "rtswap/simulate/simulated_loader.h"
#include "rtswap/simulate/simulation.h"

namespace rtswap {

// What the device did for one job.
struct SimulatedOutcome {
  Job job;
  Instant grant, device_end;
  Nanos stall{0};
  dn::Bytes loaded;
  bool aborted = false;
};

// What the device works with.
struct DeviceParts {
  const PlaceMap& places;
  SimulatedArbiter& arbiter;
  SimulatedLoader& loader;
  SimulatedLink& link;
  DeviceProgress& progress;  // told by the device, read by the link
  const FirmWindows& firm;
  DurationSource& durations;
  const Instant& now;
  EventWriter& events;
};

// The device thread (exec/executor.h, exec/job_runner.h) and the device's computing on the virtual
// clock. A job's groups are launched one after the other: on the host a launch is the work itself,
// a device with memory of its own gets launches ahead of its work.
class SimulatedDevice {
 public:
  // All arguments must outlive it.
  SimulatedDevice(const SimulatedSet& what, const SimulationOptions& options,
                  const DeviceParts& parts);

  Instant next_event() const;
  // The device thread does what it can do now, until a job has ended; true when it did something.
  bool advance();
  // Begins the next group if it may; true when it did.
  bool start_computing();
  // Ends the group that computes, if it is time.
  void finish_computing();
  // While paused, groups make no headway.
  void pause(bool paused) { computing_.pause(paused); }
  void on_load_ended(PlannedGroup group);
  // The job that has ended. Call after each advance().
  std::optional<SimulatedOutcome> take_ended();

 private:
  enum class Phase { kIdle, kDispatching, kRunning, kGivingUp, kPreempting, kEnding };
  enum class Stage { kEnter, kLoad, kWait };  // of a group's turn

  // A job from its grant on.
  struct Turn {
    SimulatedOutcome outcome;
    std::uint32_t network = 0;
    std::span<const GroupTiming> groups;
    int first = 0;             // that it began or went on with
    int group = 0;             // whose turn it is: those before it have been launched
    bool is_hopeless = false;  // it is lost before it begins
  };

  bool step();
  bool begin_dispatch();
  bool grant();
  void begin_job();
  void resume();
  bool preempt();
  bool take_turn();
  bool enter_group();
  bool load_for_group();
  bool launch_group();
  bool give_up();
  bool end_job();

  int groups_to_run_before(int group) const;
  bool is_late() const;
  bool is_hopeless(const Job& job) const;
  bool can_launch() const;
  void prefetch_next(int launched);
  void tell_stall(int group, Instant begin);
  PlannedGroup planned(int group) const { return {turn_.network, group}; }
  bool may_be_preempted() const;
  bool may_be_aborted() const;

  const SimulatedSet& what_;
  const bool launches_ahead_;
  const DeviceParts parts_;
  const std::vector<DeviceBound> bounds_;  // by TaskId
  Phase phase_ = Phase::kIdle;
  Stage stage_ = Stage::kEnter;
  Instant decide_at_;
  Turn turn_;                    // of the job that runs
  std::vector<Turn> preempted_;  // the last one goes on first
  std::vector<bool> arrived_;    // [group]: launched, and its weights are there
  Instant free_since_;           // the device has had no group to run
  PausableTimer computing_;      // the first group that has not run
  RareLoss interruptions_;       // of groups
  bool is_interrupted_ = false;  // that group
  std::optional<SimulatedOutcome> ended_;
};

}  // namespace rtswap
