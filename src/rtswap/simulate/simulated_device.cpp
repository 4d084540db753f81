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
      computing_(parts.now),
      interruptions_(what.timing.interruptions, options.loss_window, parts.durations, parts.now) {}

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
    case Phase::kPreempting:
      return preempt();
    case Phase::kEnding:
      return end_job();
  }
  return false;
}

// Dispatching is waking up and looking, for the most part: the choice is made at its end.
bool SimulatedDevice::begin_dispatch() {
  if (!parts_.arbiter.has_job() && preempted_.empty()) return false;
  decide_at_ = parts_.now + parts_.durations(what_.timing.dispatch);
  phase_ = Phase::kDispatching;
  return true;
}

bool SimulatedDevice::grant() {
  if (parts_.now < decide_at_) return false;
  const bool goes_on =
      !preempted_.empty() && !parts_.arbiter.is_preempted(preempted_.back().outcome.job);
  goes_on ? resume() : begin_job();
  ++parts_.progress.job;
  parts_.progress.ran = turn_.first;
  arrived_.assign(turn_.groups.size(), false);
  free_since_ = parts_.now;
  parts_.link.hold(true);
  parts_.loader.begin_job(turn_.network, turn_.first);
  phase_ = Phase::kRunning;
  stage_ = Stage::kEnter;
  return true;
}

void SimulatedDevice::begin_job() {
  turn_ = {};
  turn_.outcome = {parts_.arbiter.grant(), parts_.now, {}, {}, {}, false};
  turn_.is_hopeless = is_hopeless(turn_.outcome.job);
  const std::uint32_t task = turn_.outcome.job.task.value;
  turn_.network = what_.task_networks[task];
  turn_.groups = what_.timing.tasks[task].groups;
}

void SimulatedDevice::resume() {
  turn_ = preempted_.back();
  preempted_.pop_back();
  turn_.first = turn_.group;
  parts_.arbiter.resume(turn_.outcome.job, planned(turn_.group));
}

bool SimulatedDevice::take_turn() {
  if (index(turn_.group) == turn_.groups.size()) {
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

bool SimulatedDevice::may_be_preempted() const {
  return what_.plan.level_of(turn_.outcome.job.task.value) < what_.plan.highest_level();
}

bool SimulatedDevice::may_be_aborted() const {
  return what_.set.on_miss == OnMiss::kAbort &&
         !what_.set.tasks[turn_.outcome.job.task.value].best_effort;
}

int SimulatedDevice::groups_to_run_before(int group) const {
  if (!launches_ahead_) return group;
  return may_be_aborted() || may_be_preempted() ? group - kLaunchedAhead + 1 : 0;
}

bool SimulatedDevice::is_hopeless(const Job& job) const {
  const std::size_t task = job.task.value;
  return parts_.firm[task] && parts_.firm[task]->may_lose_next() &&
         parts_.now + bounds_[task].total() > job.absolute_deadline;
}

bool SimulatedDevice::is_late() const {
  if (turn_.is_hopeless) return true;
  return may_be_aborted() && parts_.now > turn_.outcome.job.absolute_deadline;
}

bool SimulatedDevice::enter_group() {
  if (parts_.progress.ran < groups_to_run_before(turn_.group)) return false;
  if (is_late()) {
    turn_.outcome.aborted = true;
    parts_.events.group(EventKind::kAbort, turn_.outcome.job, planned(turn_.group));
    phase_ = Phase::kGivingUp;
  } else if (turn_.group > turn_.first && may_be_preempted() &&
             parts_.arbiter.is_preempted(turn_.outcome.job)) {
    phase_ = Phase::kPreempting;
  } else {
    stage_ = Stage::kLoad;
  }
  return true;
}

bool SimulatedDevice::load_for_group() {
  if (!parts_.loader.load_ahead(turn_.network, turn_.groups, turn_.group)) return false;
  if (parts_.loader.all_issued(turn_.network)) prefetch_next(turn_.group);
  stage_ = Stage::kWait;
  return true;
}

// While a job runs, the next one may be the one that it preempted.
void SimulatedDevice::prefetch_next(int launched) {
  const Turn* const below = preempted_.empty() ? nullptr : &preempted_.back();
  const auto next = parts_.arbiter.predict_next(below == nullptr ? nullptr : &below->outcome.job);
  if (!next) return;
  parts_.link.hold(false);
  const bool goes_on = below != nullptr && below->outcome.job.task == *next;
  const std::uint32_t network = what_.task_networks[next->value];
  const std::uint32_t running = phase_ == Phase::kRunning ? turn_.network : network;
  parts_.loader.prefetch(network, goes_on ? below->group : 0,
                         what_.timing.tasks[next->value].groups, running, launched);
}

// A device with memory of its own waits for the weights by itself, once they are on their way.
bool SimulatedDevice::can_launch() const {
  if (parts_.loader.is_there(turn_.network, turn_.group)) return true;
  return launches_ahead_ && parts_.link.is_sent(parts_.places.number(turn_.network, turn_.group));
}

bool SimulatedDevice::launch_group() {
  if (!can_launch()) return false;
  arrived_[index(turn_.group)] = parts_.loader.is_there(turn_.network, turn_.group);
  ++turn_.group;
  stage_ = Stage::kEnter;
  return true;
}

bool SimulatedDevice::start_computing() {
  const int group = parts_.progress.ran;
  if (computing_.is_running() || group >= turn_.group || !arrived_[index(group)]) return false;
  tell_stall(group, std::exchange(free_since_, parts_.now));
  const Nanos lost = interruptions_.take();
  is_interrupted_ = lost > Nanos(0);
  computing_.start(parts_.durations(turn_.groups[index(group)].exec) + lost);
  parts_.events.group(EventKind::kGroupBegin, turn_.outcome.job, planned(group));
  return true;
}

void SimulatedDevice::tell_stall(int group, Instant begin) {
  if (begin == parts_.now) return;
  turn_.outcome.stall += parts_.now - begin;
  const int frees_after = parts_.places.frees_after(parts_.places.number(turn_.network, group));
  const bool waited_for_place = frees_after >= 0 && frees_after == group - 1;
  parts_.events.stall(turn_.outcome.job, planned(group), begin,
                      waited_for_place ? StallCause::kPlace : StallCause::kLoad);
}

void SimulatedDevice::finish_computing() {
  if (computing_.next_event() > parts_.now) return;
  computing_.finish();
  if (is_interrupted_) interruptions_.settle();
  parts_.events.group(EventKind::kGroupEnd, turn_.outcome.job, planned(parts_.progress.ran));
  ++parts_.progress.ran;
  free_since_ = parts_.now;
}

// A group may have been launched while its last pieces were on their way.
void SimulatedDevice::on_load_ended(PlannedGroup group) {
  if (phase_ != Phase::kIdle && group.network == turn_.network && group.group < turn_.group)
    arrived_[index(group.group)] = true;
}

bool SimulatedDevice::give_up() {
  if (!parts_.loader.give_up(turn_.network)) return false;
  phase_ = Phase::kEnding;
  return true;
}

// Once what was launched has run.
bool SimulatedDevice::preempt() {
  if (!parts_.loader.give_up(turn_.network) || parts_.progress.ran < turn_.group) return false;
  parts_.events.group(EventKind::kPreempt, turn_.outcome.job, planned(turn_.group));
  parts_.progress.ran = DeviceProgress::kAll;
  preempted_.push_back(turn_);
  phase_ = Phase::kIdle;
  return true;
}

bool SimulatedDevice::end_job() {
  if (parts_.progress.ran < turn_.group) return false;
  turn_.outcome.device_end = parts_.now;
  turn_.outcome.loaded = parts_.loader.take_loaded(turn_.network);
  parts_.events.job(EventKind::kDeviceEnd, turn_.outcome.job);
  parts_.progress.ran = DeviceProgress::kAll;
  ended_ = turn_.outcome;
  phase_ = Phase::kIdle;
  if (!parts_.arbiter.has_job() && preempted_.empty()) prefetch_next(DeviceProgress::kAll);
  return true;
}

std::optional<SimulatedOutcome> SimulatedDevice::take_ended() {
  return std::exchange(ended_, std::nullopt);
}

}  // namespace rtswap
