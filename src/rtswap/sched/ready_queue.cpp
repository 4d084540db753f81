// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/ready_queue.h"

#include <algorithm>
#include <utility>

namespace rtswap {

ReadyQueue::ReadyQueue(Policy policy, std::size_t capacity)
    : policy_(std::move(policy)), capacity_(capacity) {
  jobs_.reserve(capacity);
}

bool ReadyQueue::push(const Job& job) noexcept {
  if (jobs_.size() == capacity_) return false;
  jobs_.push_back(job);  // within what was reserved
  std::push_heap(jobs_.begin(), jobs_.end(),
                 [this](const Job& a, const Job& b) { return policy_.runs_before(b, a); });
  return true;
}

std::optional<Job> ReadyQueue::pop() noexcept {
  if (jobs_.empty()) return std::nullopt;
  std::pop_heap(jobs_.begin(), jobs_.end(),
                [this](const Job& a, const Job& b) { return policy_.runs_before(b, a); });
  const Job best = jobs_.back();
  jobs_.pop_back();
  return best;
}

}  // namespace rtswap
