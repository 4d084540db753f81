// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <array>
#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "rtswap/exec/arbiter.h"
#include "rtswap/model/task_set.h"
#include "rtswap/sched/preemption_levels.h"
#include "test/bench/call_times.h"

// What each of the arbiter's calls takes of the host, in nanoseconds, with 1, 4, 16 and 64 jobs
// waiting beside those that are moved. Every task is of a level of its own. A round is what the
// executor does when a better job comes: it is submitted, preempts the running one, takes the
// device, and the preempted one gets the device back. Alone, one thread makes all calls; contended,
// another one submits, as soon as its job was taken.
namespace rtswap {
namespace {

constexpr std::size_t kCalls = 20'000;
constexpr std::array<std::uint32_t, 4> kWaiting = {1, 4, 16, 64};

enum class Side { kAlone, kContended };

struct RoundTimes {
  CallTimes submit{kCalls};
  CallTimes says_no{kCalls};   // is_preempted(): nothing was submitted since it was last asked
  CallTimes says_yes{kCalls};  // is_preempted(): a better job was
  CallTimes take{kCalls};      // take_or_resume(): the better job
  CallTimes predict{kCalls};   // predict_next(), a preempted job being there
  CallTimes resume{kCalls};    // take_or_resume(): the preempted job
  CallTimes wait{kCalls};      // wait_for_job(): there is one
};

// Tasks in the order of their levels, the lowest first: those that wait, the running one, and the
// one that preempts it.
TaskSetSpec leveled_set(std::uint32_t tasks, PolicyKind policy) {
  TaskSetSpec set;
  set.policy = policy;
  set.preemption = Preemption::kGroupBoundary;
  for (std::uint32_t i = 0; i < tasks; ++i) {
    TaskSpec task;
    task.name = "task";
    task.period = task.deadline = std::chrono::milliseconds(1000 - i);
    task.priority = static_cast<int>(i);
    set.tasks.push_back(task);
  }
  return set;
}

class ArbiterRounds {
 public:
  ArbiterRounds(std::uint32_t waiting, PolicyKind policy)
      : set_(leveled_set(waiting + 2, policy)),
        arbiter_(Policy(policy, set_.tasks), set_.tasks, finest_levels(set_)),
        running_(job(waiting)),
        better_(job(waiting + 1)) {
    for (std::uint32_t task = 0; task < waiting; ++task) arbiter_.submit(job(task));
  }

  void run(Side side) {
    std::optional<std::jthread> submitter;
    if (side == Side::kContended) {
      submitter.emplace([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          submit_better();
          std::this_thread::yield();
        }
      });
    }
    while (!times.wait.is_full()) round(side);
  }

  RoundTimes times;

 private:
  Job job(std::uint32_t task) const {
    return {TaskId{task}, JobIndex{0}, Instant(), Instant() + set_.tasks[task].deadline};
  }

  void submit_better() {
    if (!is_better_away_.exchange(false)) return;
    times.submit.time([&] { return arbiter_.submit(better_); });
  }

  // The better job, taken: it may be submitted again.
  bool gives_back(const Grant& grant) {
    if (grant.job.task != better_.task) return false;
    is_better_away_ = true;
    return true;
  }

  void round(Side side) {
    if (side == Side::kAlone) submit_better();
    while (!asks_whether_preempted()) std::this_thread::yield();
    Grant grant = times.take.time([&] { return arbiter_.take_or_resume(running_); });
    gives_back(grant);
    times.predict.time([&] { return arbiter_.predict_next(&running_); });
    while (true) {
      const auto begin = Instant::clock::now();
      grant = arbiter_.take_or_resume(running_);
      const Nanos took = Instant::clock::now() - begin;
      if (gives_back(grant)) continue;
      times.resume.add(took);
      break;
    }
    grant = *times.wait.time([&] { return arbiter_.wait_for_job([] {}); });
    if (!gives_back(grant)) arbiter_.submit(grant.job);
    arbiter_.is_preempted(running_);  // from here on nothing is new but the better job
    asks_whether_preempted();
  }

  bool asks_whether_preempted() {
    const auto begin = Instant::clock::now();
    const bool is_preempted = arbiter_.is_preempted(running_);
    const Nanos took = Instant::clock::now() - begin;
    (is_preempted ? times.says_yes : times.says_no).add(took);
    return is_preempted;
  }

  const TaskSetSpec set_;
  Arbiter arbiter_;
  const Job running_, better_;
  std::atomic<bool> is_better_away_{true};
};

void report(benchmark::State& state, std::uint32_t waiting, CallTimes& times) {
  state.counters[fmt::format("med_{:02}", waiting)] = times.percentile(.5);
  state.counters[fmt::format("p99_{:02}", waiting)] = times.percentile(.99);
}

void arbiter_call(benchmark::State& state, CallTimes RoundTimes::*call, PolicyKind policy,
                  Side side) {
  for (auto _ : state) {
    for (const std::uint32_t waiting : kWaiting) {
      ArbiterRounds rounds(waiting, policy);
      rounds.run(side);
      report(state, waiting, rounds.times.*call);
    }
  }
}

// Nobody waits and nobody was preempted: the releases of all tasks are looked through.
void arbiter_predict_release(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::uint32_t tasks : kWaiting) {
      const TaskSetSpec set = leveled_set(tasks, PolicyKind::kEdf);
      Arbiter arbiter(Policy(set.policy, set.tasks), set.tasks, finest_levels(set));
      for (std::uint32_t i = 0; i < tasks; ++i)
        arbiter.announce(TaskId{i}, Instant() + set.tasks[i].period);
      CallTimes times(kCalls);
      while (!times.is_full()) times.time([&] { return arbiter.predict_next(nullptr); });
      report(state, tasks, times);
    }
  }
}

// What submit() takes where it wakes the device's thread.
void arbiter_submit_wakes(benchmark::State& state) {
  constexpr std::size_t kWakes = 2'000;
  constexpr auto kFallsAsleep = std::chrono::microseconds(100);
  for (auto _ : state) {
    const TaskSetSpec set = leveled_set(1, PolicyKind::kEdf);
    Arbiter arbiter(Policy(set.policy, set.tasks), set.tasks, finest_levels(set));
    std::atomic<int> idle{0};
    const std::jthread device([&] {
      while (arbiter.wait_for_job([&] { ++idle; })) {
      }
    });
    CallTimes times(kWakes);
    for (int job = 1; !times.is_full(); ++job) {
      while (idle < job) std::this_thread::yield();
      std::this_thread::sleep_for(kFallsAsleep);
      times.time([&] { return arbiter.submit({TaskId{0}, JobIndex{0}, Instant(), Instant()}); });
    }
    arbiter.stop();
    report(state, 1, times);
  }
}

// What of every time is the clock's.
void clock_alone(benchmark::State& state) {
  for (auto _ : state) {
    CallTimes times(kCalls);
    while (!times.is_full()) times.time([] { return 0; });
    report(state, 1, times);
  }
}

void add_rounds(PolicyKind policy, Side side) {
  const std::string tail = fmt::format("{}/{}", name_of(kPolicyNames, policy),
                                       side == Side::kAlone ? "alone" : "contended");
  const std::pair<const char*, CallTimes RoundTimes::*> calls[] = {
      {"submit", &RoundTimes::submit},
      {"wait_for_job", &RoundTimes::wait},
      {"is_preempted_no_news", &RoundTimes::says_no},
      {"is_preempted_yes", &RoundTimes::says_yes},
      {"take_or_resume_take", &RoundTimes::take},
      {"take_or_resume_resume", &RoundTimes::resume},
      {"predict_next", &RoundTimes::predict},
  };
  for (const auto& [name, call] : calls) {
    benchmark::RegisterBenchmark(fmt::format("arbiter_{}/{}", name, tail).c_str(), arbiter_call,
                                 call, policy, side)
        ->Iterations(1);
  }
}

[[maybe_unused]] const bool kAdded = [] {
  for (const PolicyKind policy : {PolicyKind::kEdf, PolicyKind::kFp}) {
    add_rounds(policy, Side::kAlone);
    add_rounds(policy, Side::kContended);
  }
  return true;
}();

BENCHMARK(arbiter_predict_release)->Iterations(1);
BENCHMARK(arbiter_submit_wakes)->Iterations(1);
BENCHMARK(clock_alone)->Iterations(1);

}  // namespace
}  // namespace rtswap
