// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulated_device.h"

#include <algorithm>
#include <utility>

namespace rtswap {
namespace {

// A job that may be given up has no more groups than this on the device (exec/job_runner.h).
constexpr int kLaunchedAhead = 2;

std::size_t index(int group) { return static_cast<std::size_t>(group); }

}  // namespace

SimulatedDevice::SimulatedDevice(const SimulatedSet& what, const SimulationOptions& options,
                                 const DeviceParts& parts)
    : what_(what),
      launches_ahead_(options.has_own_memory),
      parts_(parts),
      bounds_(device_bounds(what.set, what.timing)),
      computing_(parts.now) {}

Instant SimulatedDevice::next_event() const {
  return phase_ == Phase::kDispatching ? std::min(decide_at_, computing_.next_event())
                                       : computing_.next_event();
}

bool SimulatedDevice::advance() {
  bool moved = false;
  while (!ended_ && step()) moved = true;  // a job that is given up at once ends here as well
  return moved;
}

bool SimulatedDevice::step() {
  switch (phase_) {
    case Phase::kIdle:
      return begin_dispatch();
    case Phase::kDispatching:
      return grant();
    case Phase::kRunning:
      return take_turn();
    case Phase::kGivingUp:
      return give_up();
    case Phase::kEnding:
      return end_job();
  }
  return false;
}

// Dispatching is waking up and looking, for the most part: the choice is made at its end.
bool SimulatedDevice::begin_dispatch() {
  if (!parts_.arbiter.has_job()) return false;
  decide_at_ = parts_.now + parts_.durations(what_.timing.dispatch);
  phase_ = Phase::kDispatching;
  return true;
}

bool SimulatedDevice::grant() {
  if (parts_.now < decide_at_) return false;
  running_ = {parts_.arbiter.grant(), parts_.now, {}, {}, {}, false};
  is_hopeless_ = is_hopeless(running_.job);
  const std::uint32_t task = running_.job.task.value;
  network_ = what_.task_networks[task];
  groups_ = what_.timing.tasks[task].groups;
  ++parts_.progress.job;
  parts_.progress.ran = 0;
  group_ = 0;
  arrived_.assign(groups_.size(), false);
  free_since_ = parts_.now;
  parts_.link.hold(true);
  parts_.loader.begin_job(network_, parts_.durations(what_.timing.hiccup));
  phase_ = Phase::kRunning;
  stage_ = Stage::kEnter;
  return true;
}

bool SimulatedDevice::take_turn() {
  if (index(group_) == groups_.size()) {
    phase_ = Phase::kEnding;
    return true;
  }
  switch (stage_) {
    case Stage::kEnter:
      return enter_group();
    case Stage::kLoad:
      return load_for_group();
    case Stage::kWait:
      return launch_group();
  }
  return false;
}

int SimulatedDevice::groups_to_run_before(int group) const {
  if (!launches_ahead_) return group;
  return what_.set.on_miss == OnMiss::kAbort ? group - kLaunchedAhead + 1 : 0;
}

bool SimulatedDevice::is_hopeless(const Job& job) const {
  const std::size_t task = job.task.value;
  return parts_.firm[task] && parts_.firm[task]->may_lose_next() &&
         parts_.now + bounds_[task].total() > job.absolute_deadline;
}

bool SimulatedDevice::is_late() const {
  if (is_hopeless_) return true;
  return what_.set.on_miss == OnMiss::kAbort && parts_.now > running_.job.absolute_deadline;
}

bool SimulatedDevice::enter_group() {
  if (parts_.progress.ran < groups_to_run_before(group_)) return false;
  if (is_late()) {
    running_.aborted = true;
    parts_.events.group(EventKind::kAbort, running_.job, planned(group_));
    phase_ = Phase::kGivingUp;
  } else {
    stage_ = Stage::kLoad;
  }
  return true;
}

bool SimulatedDevice::load_for_group() {
  if (!parts_.loader.load_ahead(network_, groups_, group_)) return false;
  if (parts_.loader.all_issued(network_)) prefetch(parts_.arbiter.predict_next(), group_);
  stage_ = Stage::kWait;
  return true;
}

void SimulatedDevice::prefetch(std::optional<TaskId> next, int launched) {
  if (!next) return;
  parts_.link.hold(false);
  const std::uint32_t network = what_.task_networks[next->value];
  const std::uint32_t running = phase_ == Phase::kRunning ? network_ : network;
  parts_.loader.prefetch(network, what_.timing.tasks[next->value].groups, running, launched);
}

// A device with memory of its own waits for the weights by itself, once they are on their way.
bool SimulatedDevice::can_launch() const {
  if (parts_.loader.is_there(network_, group_)) return true;
  return launches_ahead_ && parts_.link.is_sent(parts_.places.number(network_, group_));
}

bool SimulatedDevice::launch_group() {
  if (!can_launch()) return false;
  arrived_[index(group_)] = parts_.loader.is_there(network_, group_);
  ++group_;
  stage_ = Stage::kEnter;
  return true;
}

bool SimulatedDevice::start_computing() {
  const int group = parts_.progress.ran;
  if (computing_.is_running() || group >= group_ || !arrived_[index(group)]) return false;
  tell_stall(group, std::exchange(free_since_, parts_.now));
  computing_.start(parts_.durations(groups_[index(group)].exec));
  parts_.events.group(EventKind::kGroupBegin, running_.job, planned(group));
  return true;
}

void SimulatedDevice::tell_stall(int group, Instant begin) {
  if (begin == parts_.now) return;
  running_.stall += parts_.now - begin;
  const int frees_after = parts_.places.frees_after(parts_.places.number(network_, group));
  const bool waited_for_place = frees_after >= 0 && frees_after == group - 1;
  parts_.events.stall(running_.job, planned(group), begin,
                      waited_for_place ? StallCause::kPlace : StallCause::kLoad);
}

void SimulatedDevice::finish_computing() {
  if (computing_.next_event() > parts_.now) return;
  computing_.finish();
  parts_.events.group(EventKind::kGroupEnd, running_.job, planned(parts_.progress.ran));
  ++parts_.progress.ran;
  free_since_ = parts_.now;
}

// A group may have been launched while its last pieces were on their way.
void SimulatedDevice::on_load_ended(PlannedGroup group) {
  if (phase_ != Phase::kIdle && group.network == network_ && group.group < group_)
    arrived_[index(group.group)] = true;
}

bool SimulatedDevice::give_up() {
  if (!parts_.loader.give_up(network_)) return false;
  phase_ = Phase::kEnding;
  return true;
}

bool SimulatedDevice::end_job() {
  if (parts_.progress.ran < group_) return false;
  running_.device_end = parts_.now;
  running_.loaded = parts_.loader.take_loaded(network_);
  parts_.events.job(EventKind::kDeviceEnd, running_.job);
  parts_.progress.ran = DeviceProgress::kAll;
  ended_ = running_;
  phase_ = Phase::kIdle;
  if (!parts_.arbiter.has_job()) prefetch(parts_.arbiter.predict_next(), DeviceProgress::kAll);
  return true;
}

std::optional<SimulatedOutcome> SimulatedDevice::take_ended() {
  return std::exchange(ended_, std::nullopt);
}

}  // namespace rtswap
