// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/arbiter.h"

#include <limits>

#include "darknet/device/fatal.h"

namespace rtswap {

Arbiter::Arbiter(Policy policy, std::span<const TaskSpec> tasks, std::vector<std::uint32_t> levels)
    : policy_(std::move(policy)),
      levels_(std::move(levels)),
      ready_(policy_, tasks.size()),
      next_release_(tasks.size()) {
  for (auto& release : next_release_) release = std::numeric_limits<Instant::rep>::max();
}

std::uint64_t Arbiter::submit(const Job& job) noexcept {
  std::uint64_t number = 0;
  {
    const dn::MutexLock lock(mutex_);
    if (!ready_.push(job)) dn::fatal("rtswap: a task has two jobs at the arbiter");
    number = next_number_++;
  }
  events_.fetch_add(1, std::memory_order_release);
  events_.notify_one();
  return number;
}

void Arbiter::announce(TaskId task, Instant next_release) noexcept {
  next_release_[task.value].store(next_release.time_since_epoch().count(),
                                  std::memory_order_relaxed);
}

std::optional<Grant> Arbiter::take_best(bool device_was_idle) noexcept {
  const auto job = ready_.pop();
  looked_at_.reset();
  return job ? std::optional<Grant>({*job, device_was_idle, false, next_number_++}) : std::nullopt;
}

bool Arbiter::best_preempts(const Job& job) const noexcept {
  const Job* const best = ready_.peek();
  return best != nullptr && policy_.preempts(*best, job, levels_);
}

bool Arbiter::is_preempted(const Job& running) noexcept {
  const int seen = events_.load(std::memory_order_acquire);
  if (looked_at_ == seen) return false;
  const dn::MutexLock lock(mutex_);
  if (best_preempts(running)) return true;
  looked_at_ = seen;
  return false;
}

Grant Arbiter::take_or_resume(const Job& preempted) noexcept {
  const dn::MutexLock lock(mutex_);
  if (best_preempts(preempted)) return *take_best(false);
  looked_at_.reset();
  return {preempted, false, true, next_number_++};
}

std::optional<Grant> Arbiter::try_take() noexcept {
  const dn::MutexLock lock(mutex_);
  return take_best(false);
}

std::optional<Grant> Arbiter::wait_and_take() noexcept {
  while (true) {
    const int seen = events_.load(std::memory_order_acquire);
    {
      const dn::MutexLock lock(mutex_);
      if (!ready_.empty() || stopping_) return take_best(true);
    }
    events_.wait(seen, std::memory_order_acquire);
  }
}

std::optional<TaskId> Arbiter::predict_next(const Job* preempted) noexcept {
  {
    const dn::MutexLock lock(mutex_);
    if (preempted != nullptr && !best_preempts(*preempted)) return preempted->task;
    if (const Job* best = ready_.peek()) return best->task;
  }
  std::optional<TaskId> soonest;
  auto earliest = std::numeric_limits<Instant::rep>::max();
  for (std::uint32_t task = 0; task < next_release_.size(); ++task) {
    const auto release = next_release_[task].load(std::memory_order_relaxed);
    if (release < earliest) {
      earliest = release;
      soonest = TaskId{task};
    }
  }
  return soonest;
}

void Arbiter::stop() noexcept {
  {
    const dn::MutexLock lock(mutex_);
    stopping_ = true;
  }
  events_.fetch_add(1, std::memory_order_release);
  events_.notify_all();
}

}  // namespace rtswap
