// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/arbiter.h"

#include <limits>

#include "darknet/device/fatal.h"

namespace rtswap {

Arbiter::Arbiter(Policy policy, std::span<const TaskSpec> tasks)
    : ready_(std::move(policy), tasks.size()), next_release_(tasks.size()) {
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
  return job ? std::optional<Grant>({*job, device_was_idle, next_number_++}) : std::nullopt;
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

std::optional<TaskId> Arbiter::predict_next() noexcept {
  {
    const dn::MutexLock lock(mutex_);
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
