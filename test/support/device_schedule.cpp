// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/device_schedule.h"

#include <algorithm>
#include <tuple>

namespace rtswap {
namespace {

// A job that has had the device.
struct BegunJob {
  SimulatedJob job;
  std::size_t next_group = 0;
  std::int64_t to_reload = 0;
  std::int64_t done = 0;  // of the wcet, by the lengths of its groups
};

class DeviceSchedule {
 public:
  DeviceSchedule(std::span<const SimulatedTask> tasks, const ScheduleOptions& options,
                 std::mt19937& random)
      : tasks_(tasks), options_(options), random_(random), longest_(tasks.size(), -1) {}

  std::vector<std::int64_t> run(std::vector<SimulatedJob> jobs) {
    std::ranges::sort(jobs, {}, [](const SimulatedJob& j) { return std::tuple(j.ready, j.task); });
    std::size_t next = 0;
    while (next < jobs.size() || !ready_.empty() || !begun_.empty()) {
      if (ready_.empty() && begun_.empty()) now_ = std::max(now_, jobs[next].ready);
      for (; next < jobs.size() && jobs[next].ready <= now_; ++next) ready_.push_back(jobs[next]);
      grant_best();
      run_stretch(begun_.back());
    }
    return longest_;
  }

 private:
  auto rank(const SimulatedJob& job) const {
    const DeviceTask& task = tasks_[job.task].task;
    std::int64_t urgency = task.rank;
    if (options_.policy == PolicyKind::kFifo || task.best_effort)
      urgency = job.release;
    else if (options_.policy == PolicyKind::kEdf)
      urgency = job.release + task.edf_deadline.value_or(task.deadline).count();
    return std::tuple(task.best_effort, urgency, job.task == options_.loses_ties, job.release,
                      job.task);
  }

  std::uint32_t level(const SimulatedJob& job) const { return tasks_[job.task].task.level; }

  // If it may have the device.
  void grant_best() {
    if (ready_.empty()) return;
    const auto best = std::ranges::min_element(
        ready_, [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    if (!begun_.empty()) {
      const SimulatedJob& top = begun_.back().job;
      if (level(*best) <= level(top) || rank(top) < rank(*best)) return;
      lose_to(tasks_[best->task].task);
    }
    begun_.push_back({*best});
    ready_.erase(best);
  }

  std::int64_t up_to(std::int64_t most) {
    return options_.shorter_runs ? std::uniform_int_distribution<std::int64_t>(0, most)(random_)
                                 : most;
  }

  void lose_to(const DeviceTask& preempting) {
    const std::int64_t reload = up_to(preempting.reload.count());
    std::uniform_int_distribution<std::size_t> any(0, begun_.size() - 1);
    const std::int64_t first = std::uniform_int_distribution<std::int64_t>(0, reload)(random_);
    lose(begun_[any(random_)], first);
    lose(begun_[any(random_)], reload - first);
  }

  static void lose(BegunJob& job, std::int64_t reload) {
    job.to_reload = std::min(job.to_reload + reload, job.done);
  }

  // From one preemption point to the next.
  void run_stretch(BegunJob& job) {
    const SimulatedTask& task = tasks_[job.job.task];
    const std::int64_t longest = task.task.longest_group.count();
    const std::int64_t group = task.groups[job.next_group];
    const bool fits = job.to_reload + group <= longest;
    if (job.to_reload > 0 && (!fits || random_() % 2 == 0)) {
      const std::int64_t part = std::min(job.to_reload, longest);
      now_ += part;
      job.to_reload -= part;
      return;
    }
    now_ += job.to_reload + up_to(group);
    job.to_reload = 0;
    job.done += group;
    if (++job.next_group == task.groups.size()) complete();
  }

  void complete() {
    const SimulatedJob& job = begun_.back().job;
    longest_[job.task] = std::max(longest_[job.task], now_ - job.release);
    begun_.pop_back();
  }

  std::span<const SimulatedTask> tasks_;
  const ScheduleOptions& options_;
  std::mt19937& random_;
  std::vector<std::int64_t> longest_;
  std::vector<SimulatedJob> ready_;
  std::vector<BegunJob> begun_;  // the last one runs
  std::int64_t now_ = INT64_MIN / 2;
};

}  // namespace

std::vector<std::int64_t> longest_responses(std::span<const SimulatedTask> tasks,
                                            std::vector<SimulatedJob> jobs,
                                            const ScheduleOptions& options, std::mt19937& random) {
  return DeviceSchedule(tasks, options, random).run(std::move(jobs));
}

}  // namespace rtswap
