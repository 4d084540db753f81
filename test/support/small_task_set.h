// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rtswap/exec/executor.h"
#include "rtswap/model/task_set.h"
#include "rtswap/trace/trace.h"
#include "test/support/temp_dir.h"

// What tests of the executor share: small networks, and running a task set without a tasks file.
namespace rtswap::test {

// cfg files of small networks and a directory of pictures, in a directory that goes with this.
class SmallNetworks {
 public:
  // Of every cfg: its name. "detector": convolutions, route, upsample, two [yolo]. "residual":
  // shortcuts, average pool, softmax. "dense": a fully connected layer that is streamed in parts.
  // "chain": ten equal convolutions, so that it has groups enough to be streamed for long.
  static const std::vector<std::string>& names();

  SmallNetworks();
  // A task with random weights that looks at the pictures in turn; its deadline is its period.
  TaskSpec task(const std::string& network, Nanos period) const;

 private:
  dn::test::TempDir directory_;
};

// No memory limit, chunks of 4 KiB, one compute thread, `jobs` jobs for each task.
TaskSetSpec task_set(std::vector<TaskSpec> tasks, std::uint64_t jobs);

// Limits that bound the interesting ones: the smallest that works, and one that retains everything.
struct LimitRange {
  dn::Bytes smallest, largest;
};
LimitRange limit_range(TaskSetSpec set);

// Prepared, planned and ready to start; throws dn::Error.
std::unique_ptr<Executor> make_executor(const TaskSetSpec& set, Recorder* recorder = nullptr);

// Every bit of a result except its times.
std::vector<std::uint32_t> bits_of(const JobResult& result);

struct RunResults {
  std::vector<std::vector<JobResult>> jobs;              // [task], in order
  std::vector<std::vector<std::uint32_t>> last_outputs;  // [task]: all kept outputs of the last job
};
// Takes the results until every task has finished, and joins. Fails the test (and stops the run)
// when that takes longer than 60 s.
RunResults finish(Executor& executor);
RunResults run(const TaskSetSpec& set);
// The same jobs with the same results, to the bit. Fails the test where they differ.
void expect_same_results(const RunResults& run, const RunResults& expected);

// Runs the set and returns what the recorder was told, in order. Fails the test when events were
// lost.
Trace traced_run(const TaskSetSpec& set);

// The same jobs with every network alone in ordinary memory: what a run must give.
RunResults expected_results(TaskSetSpec set);

}  // namespace rtswap::test
