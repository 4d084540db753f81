// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/device_schedule.h"

#include <algorithm>
#include <tuple>

namespace rtswap {
namespace {

struct LiveJob {
  SimulatedJob job;
  std::size_t next_group = 0;
  std::int64_t to_reload = 0;
  bool is_started = false;
};

class DeviceSchedule {
 public:
  DeviceSchedule(std::span<const SimulatedTask> tasks, const ScheduleOptions& options,
                 std::mt19937& random)
      : tasks_(tasks), options_(options), random_(random), longest_(tasks.size(), -1) {}

  std::vector<std::int64_t> run(std::vector<SimulatedJob> jobs) {
    std::ranges::sort(jobs, {}, [](const SimulatedJob& j) { return std::tuple(j.ready, j.task); });
    std::size_t next = 0;
    while (next < jobs.size() || !live_.empty()) {
      if (live_.empty()) now_ = std::max(now_, jobs[next].ready);
      for (; next < jobs.size() && jobs[next].ready <= now_; ++next) live_.push_back({jobs[next]});
      run_stretch(best());
    }
    return longest_;
  }

 private:
  auto rank(const SimulatedJob& job) const {
    const DeviceTask& task = tasks_[job.task].task;
    std::int64_t urgency = task.rank;
    if (options_.policy == PolicyKind::kFifo) urgency = job.release;
    if (options_.policy == PolicyKind::kEdf)
      urgency = job.release + task.edf_deadline.value_or(task.deadline).count();
    return std::tuple(urgency, job.task == options_.loses_ties, job.release, job.task);
  }

  std::size_t best() const {
    std::size_t best = 0;
    for (std::size_t k = 1; k < live_.size(); ++k) {
      if (rank(live_[k].job) < rank(live_[best].job)) best = k;
    }
    return best;
  }

  std::int64_t up_to(std::int64_t most) {
    return options_.shorter_runs ? std::uniform_int_distribution<std::int64_t>(0, most)(random_)
                                 : most;
  }

  void start(LiveJob& job) {
    job.is_started = true;
    std::vector<LiveJob*> preempted;
    for (LiveJob& other : live_) {
      if (&other != &job && other.is_started) preempted.push_back(&other);
    }
    if (preempted.empty()) return;
    const std::int64_t reload = up_to(tasks_[job.job.task].task.reload.count());
    std::uniform_int_distribution<std::size_t> any(0, preempted.size() - 1);
    const std::int64_t first = std::uniform_int_distribution<std::int64_t>(0, reload)(random_);
    preempted[any(random_)]->to_reload += first;
    preempted[any(random_)]->to_reload += reload - first;
  }

  // From one preemption point to the next.
  void run_stretch(std::size_t k) {
    LiveJob& job = live_[k];
    const SimulatedTask& task = tasks_[job.job.task];
    if (!job.is_started) start(job);
    if (options_.preemption == Preemption::kNone) {
      now_ += up_to(task.task.wcet.count());
      return complete(k);
    }
    const std::int64_t longest = task.task.longest_group.count();
    const bool fits = job.to_reload + task.groups[job.next_group] <= longest;
    if (job.to_reload > 0 && (!fits || random_() % 2 == 0)) {
      const std::int64_t part = std::min(job.to_reload, longest);
      now_ += part;
      job.to_reload -= part;
      return;
    }
    now_ += job.to_reload + up_to(task.groups[job.next_group]);
    job.to_reload = 0;
    if (++job.next_group == task.groups.size()) complete(k);
  }

  void complete(std::size_t k) {
    const SimulatedJob& job = live_[k].job;
    longest_[job.task] = std::max(longest_[job.task], now_ - job.release);
    live_.erase(live_.begin() + static_cast<std::ptrdiff_t>(k));
  }

  std::span<const SimulatedTask> tasks_;
  const ScheduleOptions& options_;
  std::mt19937& random_;
  std::vector<std::int64_t> longest_;
  std::vector<LiveJob> live_;
  std::int64_t now_ = INT64_MIN / 2;
};

}  // namespace

std::vector<std::int64_t> longest_responses(std::span<const SimulatedTask> tasks,
                                            std::vector<SimulatedJob> jobs,
                                            const ScheduleOptions& options, std::mt19937& random) {
  return DeviceSchedule(tasks, options, random).run(std::move(jobs));
}

}  // namespace rtswap
