// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <thread>
#include <vector>

#include "darknet/device/device.h"
#include "darknet/device/side_stream.h"
#include "rtswap/exec/arbiter.h"
#include "rtswap/exec/copy_trace.h"
#include "rtswap/exec/device_memory.h"
#include "rtswap/exec/device_trace.h"
#include "rtswap/exec/group_loader.h"
#include "rtswap/exec/job_runner.h"
#include "rtswap/exec/load_trace.h"
#include "rtswap/exec/prepared_set.h"
#include "rtswap/exec/realtime.h"
#include "rtswap/exec/task_statistics.h"
#include "rtswap/exec/task_thread.h"
#include "rtswap/model/task_set.h"
#include "rtswap/trace/recorder.h"
#include "rtswap/transfer/copy_engine.h"

namespace rtswap {

// Runs a planned task set on one device: one thread per task, the device thread that computes or
// feeds the GPU, and the copy engine. src/rtswap/exec/README.md tells the life of a job and the
// order of locks.
class Executor {
 public:
  // Takes all memory of the device that `prepared` was prepared for; throws dn::Error. What happens
  // is told to `recorder`, made for as many tasks, which must outlive this; null: to nobody.
  Executor(TaskSetSpec set, PreparedSet prepared, SwapPlan plan, Recorder* recorder = nullptr);
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  // For firm tasks: how long a job needs the device at most, once granted; by TaskId. A job that
  // may be lost is given up at its grant when less time than that is left to its deadline. Unless
  // this is called, before start(): when none is left.
  void set_device_bounds(std::vector<Nanos> bounds) { device_bounds_ = std::move(bounds); }

  // Loads the retained groups, runs every network once (code, caches and threads are warm then) and
  // starts; the common start of the phases is a moment later. Throws dn::Error when the system has
  // no thread left; afterwards nothing throws or takes memory.
  void start();
  // Ends the run early: no more releases, jobs already released are finished. Any thread.
  void stop() noexcept { sleeper_.interrupt(); }
  // Every task has finished its last job.
  bool is_finished() const noexcept { return running_tasks_.load(std::memory_order_acquire) == 0; }
  // Waits for the end of all threads; the statistics are final then.
  void join();

  const TaskSetSpec& set() const { return set_; }
  const SwapPlan& plan() const { return plan_; }
  const PreparedSet& prepared() const { return prepared_; }
  const dn::Device& device() const { return *device_; }
  const DeviceMemory& memory() const { return memory_; }
  Instant start_instant() const { return context_.start; }
  // Of what is told to the recorder: how far instants of the device may be from the host's.
  Nanos clock_error() const { return traces_ ? traces_->device.clock_error() : Nanos(0); }
  // All threads got their real-time priority.
  bool is_realtime() const noexcept { return realtime_.load(); }
  TaskSummary summary(TaskId task) const { return statistics_[task.value].summary(); }

  // For the reporter, one thread: the oldest result of a task not yet released, null when there is
  // none for now.
  const JobResult* next_result(TaskId task) const {
    return prepared_.tasks[task.value].results->front();
  }
  void release_result(TaskId task) { prepared_.tasks[task.value].results->release(); }
  std::uint64_t dropped_results(TaskId task) const {
    return prepared_.tasks[task.value].results->dropped();
  }

 private:
  // Who tells the recorder.
  struct Traces {
    Traces(Recorder& recorder, dn::Device& device, dn::Stream& compute, const SwapPlan& plan)
        : device(recorder.device(), device, compute, plan),
          loads(recorder.device()),
          copies(recorder.copy(), plan) {}
    DeviceTrace device;
    LoadTrace loads;
    CopyTrace copies;
  };

  std::vector<RunnableTask> runnable_tasks();
  std::optional<Grant> next_turn() noexcept;
  void take_turn(const Grant& grant) noexcept;
  void begin_job(const Grant& grant) noexcept;
  void finish_job(const ActiveJob& done) noexcept;
  std::optional<UpcomingJob> predict_next() noexcept;
  // The job is lost if it cannot be in time: its firm task allows that.
  bool is_hopeless(const Job& job) const noexcept;
  std::unique_ptr<dn::Recording> record_group(const PreparedTask& task, const NetworkPlan& plan,
                                              std::size_t group);
  CopyLink& link();
  void warm_up() noexcept;
  void settle_on_a_cpu() noexcept;
  void run_device() noexcept;
  void run_task(TaskId id) noexcept;
  void claim_realtime(RealtimePriority priority) noexcept;

  const std::shared_ptr<dn::Device> device_;
  const std::unique_ptr<dn::Stream> compute_;
  dn::SideStream side_;  // of compute_: outputs leave on it
  const TaskSetSpec set_;
  const SwapPlan plan_;
  PreparedSet prepared_;
  DeviceMemory memory_;
  std::unique_ptr<CopyLink> device_link_, throttled_link_;
  std::unique_ptr<FileLink> file_link_;  // null where nothing is on the file tier
  Recorder* const recorder_;
  const std::unique_ptr<Traces> traces_;  // null without a recorder
  LoadSignals signals_;                   // before the engine, which uses them
  CopyEngine engine_;
  const std::unique_ptr<GroupLoader> loader_;
  JobRunner runner_;

  Arbiter arbiter_;
  // The device thread's: jobs that have begun, each preempted by the one behind it; at most one of
  // a level. Capacity reserved.
  std::vector<ActiveJob> active_;
  Sleeper sleeper_;
  TaskThreadContext context_;
  std::deque<TaskStatistics> statistics_;  // by TaskId
  std::deque<JobSlot> slots_;
  std::vector<Nanos> device_bounds_;  // by TaskId
  std::atomic<int> running_tasks_{0};
  std::atomic<bool> realtime_{true};
  std::atomic<bool> warm_{false};
  std::optional<int> home_cpu_;  // of the device thread and the task threads; set before warm_
  std::vector<std::thread> task_threads_;
  std::thread device_thread_;
};

}  // namespace rtswap
