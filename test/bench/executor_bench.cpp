// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <benchmark/benchmark.h>

#include <thread>

#include "rtswap/exec/executor.h"
#include "rtswap/plan/planner.h"

// What the executor costs: jobs handed to the device and back, releases, and swapping. Each
// benchmark is one short run of an Executor; the numbers are in the counters (medians and p99 over
// the jobs, microseconds or milliseconds as named).
namespace rtswap {
namespace {

constexpr dn::Bytes kChunk{256 * 1024};

TaskSetSpec one_task(const std::string& cfg, Nanos period, std::uint64_t jobs) {
  TaskSetSpec set;
  set.jobs = jobs;
  TaskSpec task;
  task.name = "task";
  task.cfg = cfg;
  task.weights.random_seed = 1;
  task.period = task.deadline = period;
  task.thresh = 1;  // random weights find too much
  set.tasks.push_back(task);
  return set;
}

TaskSummary run(const TaskSetSpec& set) {
  PreparedSet prepared = prepare(set);
  SwapPlan plan = make_plan(memory_needs(set, prepared), {set.memory_limit, kChunk, set.group});
  Executor executor(set, std::move(prepared), std::move(plan));
  executor.start();
  while (!executor.is_finished()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  executor.join();
  return executor.summary(TaskId{0});
}

double micros(Nanos t) { return static_cast<double>(t.count()) / 1e3; }

// The bounds: overhead median at most 50 us, jitter p99 under 200 us on an idle machine.
void handing_over(benchmark::State& state) {
  for (auto _ : state) {
    const TaskSummary s = run(one_task("cfg/tiny.cfg", std::chrono::milliseconds(20), 200));
    state.counters["overhead_us"] = micros(s.overhead.percentile(.5));
    state.counters["overhead_p99"] = micros(s.overhead.percentile(.99));
    state.counters["jitter_us"] = micros(s.release_jitter.percentile(.5));
    state.counters["jitter_p99"] = micros(s.release_jitter.percentile(.99));
  }
}

// All of yolov3's 248 MB brought in for every job, against everything resident: at most 10 % more.
void streaming_yolov3(benchmark::State& state) {
  TaskSetSpec set = one_task("cfg/yolov3.cfg", std::chrono::milliseconds(400), 25);
  for (auto _ : state) {
    const TaskSummary resident = run(set);
    set.memory_limit = dn::Bytes(70 << 20);
    const TaskSummary streamed = run(set);
    set.memory_limit.reset();
    state.counters["resident_ms"] = micros(resident.device.percentile(.5)) / 1e3;
    state.counters["streamed_ms"] = micros(streamed.device.percentile(.5)) / 1e3;
    state.counters["ratio"] =
        micros(streamed.device.percentile(.5)) / micros(resident.device.percentile(.5));
    state.counters["MB_per_job"] =
        static_cast<double>(streamed.swapped_in.value) / 1e6 / static_cast<double>(streamed.jobs);
  }
}

BENCHMARK(handing_over)->Iterations(1)->Repetitions(3)->Unit(benchmark::kMillisecond);
BENCHMARK(streaming_yolov3)->Iterations(1)->Repetitions(3)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rtswap
