// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/volume_schedule.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace rtswap {
namespace {

using dn::Bytes;

// So many of the longest periods are looked at, but no more jobs than that.
constexpr int kPeriods = 10;
constexpr int kMostJobs = 4000;
constexpr Nanos kNever = Nanos::max();

// Which volumes are in the area.
class VolumeArea {
 public:
  VolumeArea(std::span<const VolumeTask> tasks, Bytes area)
      : tasks_(tasks), free_(area), is_in_(tasks.size(), false), granted_(tasks.size(), 0) {}

  bool has(std::size_t task) const { return tasks_[task].volume == Bytes(0) || is_in_[task]; }
  void grant(std::size_t task) { granted_[task] = ++grants_; }

  // Makes room for the volume and takes it. How long the copies out and in last; empty when there
  // is no room without those that must stay.
  template <typename MustStay>
  std::optional<Nanos> bring_in(std::size_t task, const MustStay& must_stay) {
    Bytes room = free_;
    std::vector<std::size_t> victims;
    for (std::size_t v = 0; v < tasks_.size(); ++v) {
      if (is_in_[v] && !must_stay(v)) victims.push_back(v);
    }
    std::ranges::sort(victims, std::greater<>(), [&](std::size_t v) { return granted_[v]; });
    std::size_t count = 0;
    while (room < tasks_[task].volume && count < victims.size())
      room += tasks_[victims[count++]].volume;
    if (room < tasks_[task].volume) return std::nullopt;
    Nanos time = tasks_[task].swap_in;
    for (std::size_t i = 0; i < count; ++i) {
      is_in_[victims[i]] = false;
      time += tasks_[victims[i]].swap_out;
    }
    free_ = room - tasks_[task].volume;
    is_in_[task] = true;
    return time;
  }

  // A job of the task runs with nothing else to do.
  void run_alone(std::size_t task) {
    if (!has(task)) bring_in(task, [](std::size_t) { return false; });
    grant(task);
  }

 private:
  std::span<const VolumeTask> tasks_;
  Bytes free_;
  std::vector<bool> is_in_;
  std::vector<std::uint64_t> granted_;  // when last, counted in grants
  std::uint64_t grants_ = 0;
};

// One schedule, from instant to instant at which something ends or becomes ready.
class Schedule {
 public:
  Schedule(std::span<const VolumeTask> tasks, Bytes area, std::size_t first, Nanos lost)
      : tasks_(tasks), area_(tasks, area), jobs_(tasks.size()), lost_(lost) {
    for (const std::size_t task : order_before(first)) area_.run_alone(task);
    for (std::size_t i = 0; i < tasks.size(); ++i) jobs_[i].begin = Nanos(i == first ? 0 : 1);
  }

  bool misses() {
    Nanos longest{0};
    for (const VolumeTask& task : tasks_) longest = std::max(longest, task.timing.period);
    int done = 0;
    while (now_ <= longest * kPeriods && done < kMostJobs) {
      if (now_ == swap_end_) end_swap();
      if (now_ == run_end_) {
        if (is_late(*running_)) return true;
        ++jobs_[*running_].done;
        ++done;
        running_.reset();
        run_end_ = kNever;
      }
      grant();
      begin_swap();
      start();
      now_ = next_instant();
    }
    return false;
  }

 private:
  struct Jobs {
    Nanos begin{0};         // the first one is ready then, having been released a jitter before
    std::int64_t done = 0;  // the next one's number
  };

  // The least urgent first and the most urgent last, so that the area is full when these come;
  // then the one that will block, and one more, for which that is copied out.
  std::vector<std::size_t> order_before(std::size_t first) const {
    std::vector<std::size_t> order(tasks_.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](std::size_t i) { return tasks_[i].timing.deadline; });
    std::erase(order, first);
    order.push_back(first);
    VolumeArea area = area_;
    for (const std::size_t task : order) area.run_alone(task);
    const auto out = std::ranges::find_if(order, [&](std::size_t task) { return !area.has(task); });
    if (out != order.end()) order.push_back(*out);
    return order;
  }

  Nanos release(std::size_t i) const {
    const DeviceTask& task = tasks_[i].timing;
    return jobs_[i].begin - task.jitter + task.period * jobs_[i].done;
  }
  Nanos ready(std::size_t i) const { return std::max(jobs_[i].begin, release(i)); }
  bool is_ready(std::size_t i) const { return ready(i) <= now_; }
  Nanos urgency(std::size_t i) const {
    const DeviceTask& task = tasks_[i].timing;
    return release(i) + task.edf_deadline.value_or(task.deadline);
  }
  bool is_late(std::size_t i) const { return now_ > release(i) + tasks_[i].timing.deadline; }

  // The ready one with the earliest deadline of those that `is_wanted`.
  template <typename IsWanted>
  std::optional<std::size_t> most_urgent(const IsWanted& is_wanted) const {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
      if (is_ready(i) && is_wanted(i) && (!best || urgency(i) < urgency(*best))) best = i;
    }
    return best;
  }

  void end_swap() {
    swapping_.reset();
    swap_end_ = kNever;
  }

  void grant() {
    if (running_) return;
    running_ = most_urgent([](std::size_t) { return true; });
    if (running_) area_.grant(*running_);
  }

  // For the job that has the device; when that needs none, for the most urgent other one.
  void begin_swap() {
    if (swapping_) return;
    const bool is_first = running_ && !area_.has(*running_);
    const auto task =
        is_first ? running_
                 : most_urgent([&](std::size_t i) { return i != running_ && !area_.has(i); });
    if (!task) return;
    const auto time = area_.bring_in(*task, [&](std::size_t v) {
      if (v == running_) return true;
      return !is_first && is_ready(v) && urgency(v) <= urgency(*task);
    });
    if (!time) return;
    swapping_ = task;
    swap_end_ = now_ + *time;
  }

  // The job that has the device computes once its volume has come.
  void start() {
    if (!running_ || run_end_ != kNever || swapping_ == running_ || !area_.has(*running_)) return;
    run_end_ = now_ + tasks_[*running_].timing.wcet + std::exchange(lost_, Nanos(0));
  }

  Nanos next_instant() const {
    Nanos next = std::min(swap_end_, run_end_);
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
      if (!is_ready(i)) next = std::min(next, ready(i));
    }
    return next;
  }

  std::span<const VolumeTask> tasks_;
  VolumeArea area_;
  std::vector<Jobs> jobs_;
  Nanos lost_;  // not yet lost
  Nanos now_{0};
  std::optional<std::size_t> running_, swapping_;
  Nanos run_end_ = kNever, swap_end_ = kNever;
};

}  // namespace

bool misses_with_volumes(std::span<const VolumeTask> tasks, Bytes area, Nanos lost) {
  for (std::size_t first = 0; first < tasks.size(); ++first) {
    if (Schedule(tasks, area, first, lost).misses()) return true;
  }
  return false;
}

}  // namespace rtswap
