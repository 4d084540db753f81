// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "rtswap/model/job.h"
#include "rtswap/sched/policy.h"

namespace rtswap {

// The jobs that wait for the device, best first by policy. All memory is taken by the constructor.
// Not thread-safe: the caller holds a lock. push and pop take time logarithmic in size().
class ReadyQueue {
 public:
  ReadyQueue(Policy policy, std::size_t capacity);

  // False when the queue is full; the job is then not taken.
  [[nodiscard]] bool push(const Job& job) noexcept;
  // The best job, left in place; null when empty. Valid until the queue is changed.
  const Job* peek() const noexcept { return jobs_.empty() ? nullptr : &jobs_.front(); }
  // Takes the best job out; empty when there is none.
  std::optional<Job> pop() noexcept;

  std::size_t size() const noexcept { return jobs_.size(); }
  bool empty() const noexcept { return jobs_.empty(); }
  std::size_t capacity() const noexcept { return capacity_; }

 private:
  Policy policy_;
  std::size_t capacity_;
  std::vector<Job> jobs_;  // a binary heap, the best job in front
};

}  // namespace rtswap
