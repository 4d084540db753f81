// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <deque>
#include <queue>
#include <vector>

#include "rtswap/sched/release_sequence.h"
#include "rtswap/simulate/simulated_arbiter.h"
#include "rtswap/simulate/simulated_device.h"
#include "rtswap/simulate/simulation.h"

namespace rtswap {

// The tasks' threads (exec/task_thread.h) on the virtual clock: releases, the host's phases,
// results. Where the host shares its processors with the device, phases are done one after the
// other, first come first served, and the device waits; else each has a processor of its own.
class SimulatedTasks {
 public:
  // All arguments must outlive it.
  SimulatedTasks(const SimulatedSet& what, const SimulationOptions& options,
                 SimulatedArbiter& arbiter, FirmWindows& firm, DurationSource& durations,
                 const Instant& now, EventWriter& events);

  Instant next_event() const { return events_due_.empty() ? Instant::max() : events_due_.top().at; }
  // Does everything that is due now.
  void advance();
  // The device has left the task's job.
  void resume(const SimulatedOutcome& outcome);
  // A phase takes the processors that the device computes with.
  bool takes_processors() const { return takes_processors_; }

  // What has become of all jobs so far; empties it.
  SimulationResult take_result() { return std::move(result_); }

 private:
  enum class Step { kWoken, kPrepared, kResumed, kFinished };
  struct Due {
    Instant at;
    std::uint64_t number;  // what is due at one instant happens as it was ordered
    TaskId task;
    Step step;
    bool operator>(const Due& other) const {
      return at != other.at ? at > other.at : number > other.number;
    }
  };
  struct Phase {  // that waits for the processors
    TaskId task;
    Step ends_in;
    Nanos duration;
  };
  struct Task {
    ReleaseSequence releases;
    JobHistory record;  // of the job that is under way
  };

  void order(TaskId task, Step step, Instant at);
  void begin_phase(TaskId task, Step ends_in, const BoundedTime& time);
  void begin_next_phase();
  void handle(const Due& due);
  void sleep_until_release(TaskId task);
  void submit(TaskId task);
  void finish(TaskId task);
  void skip_releases(TaskId task);
  void announce_next(TaskId task);
  Task& state(TaskId task) { return tasks_[task.value]; }

  const SimulatedSet& what_;
  SimulatedArbiter& arbiter_;
  FirmWindows& firm_;
  DurationSource& durations_;
  const Instant& now_;
  EventWriter& events_;
  std::vector<Task> tasks_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> events_due_;
  std::uint64_t ordered_ = 0;
  std::deque<Phase> waiting_phases_;
  bool takes_processors_ = false;
  SimulationResult result_;
};

}  // namespace rtswap
