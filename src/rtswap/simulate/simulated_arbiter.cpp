// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulated_arbiter.h"

#include <algorithm>

#include "darknet/base/error.h"

namespace rtswap {

SimulatedArbiter::SimulatedArbiter(const Policy& policy, std::span<const TaskSpec> tasks,
                                   const SwapPlan& plan, EventWriter& events)
    : policy_(policy),
      plan_(plan),
      ready_(policy, tasks.size()),
      next_release_(tasks.size(), Instant::max()),
      events_(events) {}

void SimulatedArbiter::submit(const Job& job) {
  if (!ready_.push(job)) throw dn::system_failure("rtswap: a task has two jobs at the arbiter");
  events_.job(EventKind::kReady, job, number_++);
}

Job SimulatedArbiter::grant() {
  const Job job = ready_.pop().value();
  events_.job(EventKind::kGrant, job, number_++);
  return job;
}

bool SimulatedArbiter::is_preempted(const Job& job) const {
  const Job* const best = ready_.peek();
  return best != nullptr && policy_.preempts(*best, job, plan_.levels);
}

void SimulatedArbiter::resume(const Job& preempted, PlannedGroup next) {
  events_.group(EventKind::kResume, preempted, next, number_++);
}

std::optional<TaskId> SimulatedArbiter::predict_next(const Job* preempted) const {
  if (preempted != nullptr && !is_preempted(*preempted)) return preempted->task;
  if (const Job* best = ready_.peek()) return best->task;
  const auto soonest = std::ranges::min_element(next_release_);
  if (soonest == next_release_.end() || *soonest == Instant::max()) return std::nullopt;
  return TaskId{static_cast<std::uint32_t>(soonest - next_release_.begin())};
}

}  // namespace rtswap
