// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/executor.h"

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <system_error>

#include "darknet/base/error.h"
#include "darknet/base/parallel.h"
#include "rtswap/exec/make_group_loader.h"
#include "rtswap/transfer/host_link.h"
#include "rtswap/transfer/stream_link.h"
#include "rtswap/transfer/throttled_link.h"

namespace rtswap {
namespace {

// Between the start of the threads and the common start, so that every thread sleeps by then.
constexpr Nanos kStartDelay = std::chrono::milliseconds(20);

template <typename Function>
std::thread start_thread(const Function& function) {
  try {
    return std::thread(function);
  } catch (const std::system_error& e) {
    throw dn::system_failure(fmt::format("cannot start a thread: {}", e.what()));
  }
}

}  // namespace

Executor::Executor(TaskSetSpec set, PreparedSet prepared, SwapPlan plan, Recorder* recorder)
    : device_(prepared.device),
      compute_(device_->make_stream(dn::StreamPriority::kHigh)),
      side_(*device_),
      set_(std::move(set)),
      plan_(std::move(plan)),
      prepared_(std::move(prepared)),
      memory_(*device_, *compute_, side_, set_.memory_limit, prepared_, plan_),
      recorder_(recorder),
      traces_(recorder != nullptr ? std::make_unique<Traces>(*recorder, *device_, *compute_, plan_)
                                  : nullptr),
      signals_(plan_, *device_),
      engine_(link(), {kLargestPiece, std::max<std::size_t>(signals_.loads.size(), 1),
                       traces_ ? &traces_->copies : nullptr}),
      loader_(make_group_loader(set_.placement, memory_.networks(), memory_.pool(), engine_,
                                signals_, *compute_)),
      runner_(runnable_tasks(), *loader_),
      arbiter_(Policy(set_.policy, set_.tasks), set_.tasks, plan_.levels),
      context_{set_, arbiter_, sleeper_, {}},
      statistics_(set_.tasks.size()),
      slots_(set_.tasks.size()),
      device_bounds_(set_.tasks.size(), Nanos(0)) {
  active_.reserve(set_.tasks.size());
  if (traces_) loader_->trace_to(traces_->loads);
}

Executor::~Executor() {
  stop();
  join();
}

CopyLink& Executor::link() {
  if (device_->has_own_memory()) {
    device_link_ = std::make_unique<StreamLink>(*device_, recorder_ != nullptr);
  } else {
    device_link_ = std::make_unique<HostLink>();
  }
  CopyLink* link = device_link_.get();
  if (set_.link) {
    const LinkRate rate{dn::Bytes(set_.link->bandwidth.bytes_per_second), set_.link->latency};
    throttled_link_ = std::make_unique<ThrottledLink>(*device_link_, rate);
    link = throttled_link_.get();
  }
  file_link_ = memory_.host().file_link(*link);
  if (file_link_) return *file_link_;
  return *link;
}

std::vector<RunnableTask> Executor::runnable_tasks() {
  std::vector<RunnableTask> tasks;
  for (PreparedTask& task : prepared_.tasks) {
    const NetworkPlan& plan = plan_.networks[task.network];
    RunnableTask& runnable = tasks.emplace_back(RunnableTask{task.network, {}, {}});
    for (std::size_t group = 0; group < plan.groups.size(); ++group)
      runnable.groups.push_back(record_group(task, plan, group));
    if (!task.input->device_resizes()) continue;
    runnable.load_picture = [&task, staging = memory_.workspace()] {
      task.input->load_picture(*task.compiled, staging);
    };
  }
  return tasks;
}

// Pictures differ in size, a recording does not: they are loaded before it.
std::unique_ptr<dn::Recording> Executor::record_group(const PreparedTask& task,
                                                      const NetworkPlan& plan, std::size_t group) {
  dn::CompiledNetwork& compiled = *task.compiled;
  const bool loads_input = group == 0 && !task.input->device_resizes();
  const int first = plan.groups[group].first_step, last = plan.groups[group].last_step;
  return compute_->record_work([&compiled, loads_input, first, last] {
    if (loads_input) compiled.load_input();
    compiled.run_steps(first, last);
  });
}

void Executor::start() {
  loader_->load_retained();
  dn::release_compute_threads();  // from here on the device thread computes
  running_tasks_ = static_cast<int>(set_.tasks.size());
  if (!make_realtime(engine_.native_handle(), RealtimePriority::kCopy)) realtime_ = false;
  if (file_link_) {
    for (std::thread& reader : file_link_->reading_threads())
      make_realtime(reader.native_handle(), RealtimePriority::kCopy);
  }
  device_thread_ = start_thread([this] { run_device(); });
  warm_.wait(false);
  context_.start = Instant::clock::now() + kStartDelay;
  for (std::uint32_t task = 0; task < set_.tasks.size(); ++task) {
    task_threads_.push_back(start_thread([this, task] { run_task(TaskId{task}); }));
  }
}

void Executor::join() {
  for (std::thread& thread : task_threads_) thread.join();
  task_threads_.clear();
  arbiter_.stop();
  if (device_thread_.joinable()) device_thread_.join();
}

void Executor::claim_realtime(RealtimePriority priority) noexcept {
  if (!make_realtime(::pthread_self(), priority)) realtime_ = false;
}

void Executor::run_task(TaskId id) noexcept {
  claim_realtime(RealtimePriority::kRelease);
  if (home_cpu_) pin_this_thread(*home_cpu_);
  EventRing* const trace = recorder_ != nullptr ? &recorder_->task(id) : nullptr;
  TaskThread(context_, id, prepared_.tasks[id.value], slots_[id.value], statistics_[id.value],
             trace)
      .run();
  running_tasks_.fetch_sub(1, std::memory_order_release);
}

void Executor::warm_up() noexcept {
  for (std::uint32_t task = 0; task < set_.tasks.size(); ++task) {
    ActiveJob warm_up{.job = {TaskId{task}, {}, {}, {}}};
    runner_.run(
        warm_up, [] { return false; }, [] { return std::nullopt; });
    prepared_.tasks[task].compiled->reset_state();
  }
  settle_on_a_cpu();
  warm_ = true;
  warm_.notify_all();
}

// Where computing takes all processors, a task's thread can only run by taking one of them from it;
// so it may as well be the one of the device thread. Then handing a job over and back is a switch
// on one processor, not the waking of an idle other one, which takes tens of microseconds on a
// virtual machine. The compute threads exist by now and keep to where they are.
void Executor::settle_on_a_cpu() noexcept {
  if (device_->has_own_memory()) return;
  if (dn::compute_threads() < dn::usable_cpus()) return;
  const int cpu = ::sched_getcpu();
  if (cpu < 0) return;
  home_cpu_ = cpu;
  pin_this_thread(cpu);
}

// The device: one job at a time, the best first. Compute threads belong to this thread, so nobody
// else may run kernels.
void Executor::run_device() noexcept {
  name_this_thread("rtswap-compute");
  claim_realtime(RealtimePriority::kCompute);
  device_->attach_thread();
  dn::set_compute_threads(set_.threads);
  warm_up();
  if (traces_) runner_.trace_to(traces_->device);
  while (const auto grant = next_turn()) take_turn(*grant);
}

// Who has the device next: a ready job, or the one that was preempted last.
std::optional<Grant> Executor::next_turn() noexcept {
  if (!active_.empty()) return arbiter_.take_or_resume(active_.back().job);
  return arbiter_.wait_for_job([this] { runner_.prefetch_idle(arbiter_.predict_next(nullptr)); });
}

// Until the job has run or is preempted.
void Executor::take_turn(const Grant& grant) noexcept {
  if (!grant.is_resumption) begin_job(grant);
  ActiveJob& running = active_.back();
  if (traces_)
    traces_->device.begin_turn(grant, runner_.network_of(running.job.task), running.next_group);
  const bool has_run = runner_.run(
      running, [&] { return arbiter_.is_preempted(running.job); },
      [this] { return predict_next(); });
  if (!has_run) {
    if (traces_) traces_->device.preempted(running.next_group);
    return;
  }
  if (traces_) traces_->device.end_job(running.outcome);
  const ActiveJob done = running;
  active_.pop_back();
  finish_job(done);
}

void Executor::begin_job(const Grant& grant) noexcept {
  const TaskSpec& task = set_.tasks[grant.job.task.value];
  ActiveJob job{.job = grant.job, .device_was_idle = grant.device_was_idle};
  if (set_.on_miss == OnMiss::kAbort && !task.best_effort)
    job.abort_at = grant.job.absolute_deadline;
  if (is_hopeless(grant.job)) job.abort_at = Instant::min();  // before its first group
  job.may_be_preempted = plan_.level_of(grant.job.task.value) < plan_.highest_level();
  active_.push_back(job);
}

// Not with what else may come before it: that would lose jobs that can still be in time.
bool Executor::is_hopeless(const Job& job) const noexcept {
  const std::size_t task = job.task.value;
  return slots_[task].may_be_lost &&
         Instant::clock::now() + device_bounds_[task] > job.absolute_deadline;
}

void Executor::finish_job(const ActiveJob& done) noexcept {
  JobSlot& slot = slots_[done.job.task.value];
  slot.device_was_idle = done.device_was_idle;
  slot.finish(done.outcome);
}

// After the running job: one that is ready, or the one that it preempted.
std::optional<UpcomingJob> Executor::predict_next() noexcept {
  const ActiveJob* const below = active_.size() > 1 ? &active_[active_.size() - 2] : nullptr;
  const auto task = arbiter_.predict_next(below == nullptr ? nullptr : &below->job);
  if (!task) return std::nullopt;
  const bool goes_on = below != nullptr && below->job.task == *task;
  return UpcomingJob{*task, goes_on ? below->next_group : 0};
}

}  // namespace rtswap
