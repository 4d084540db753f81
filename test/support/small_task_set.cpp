// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/small_task_set.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <bit>
#include <thread>

#include "darknet/image/save_image.h"
#include "darknet/image/synthetic_scene.h"
#include "darknet/net/load_weights.h"
#include "darknet/net/resident_network.h"
#include "rtswap/exec/trace_header.h"
#include "rtswap/plan/planner.h"
#include "rtswap/sched/preemption_levels.h"
#include "rtswap/trace/trace_reader.h"

namespace rtswap::test {
namespace {

using dn::Bytes;

constexpr int kPictures = 3;

std::string convolution(int filters, int size, int stride, const std::string& activation) {
  return fmt::format(
      "[convolutional]\nbatch_normalize={}\nfilters={}\nsize={}\nstride={}\npad=1\n"
      "activation={}\n",
      activation == "linear" ? 0 : 1, filters, size, stride, activation);
}

std::string net(int side) {
  return fmt::format("[net]\nwidth={0}\nheight={0}\nchannels=3\n", side);
}

std::string yolo(const std::string& mask) {
  return "[yolo]\nmask=" + mask + "\nanchors=4,6, 8,9, 12,14, 16,20\nclasses=2\nnum=4\n";
}

std::string detector() {
  return net(32) + convolution(8, 3, 2, "leaky") + convolution(16, 3, 2, "leaky") +
         convolution(24, 3, 1, "leaky") + "[route]\nlayers=-1,-2\n" +
         convolution(32, 3, 2, "leaky") + convolution(14, 1, 1, "linear") + yolo("2,3") +
         "[route]\nlayers=-3\n" + convolution(16, 1, 1, "leaky") + "[upsample]\nstride=2\n" +
         "[route]\nlayers=-1,2\n" + convolution(14, 1, 1, "linear") + yolo("0,1");
}

std::string residual() {
  std::string cfg = net(24) + convolution(16, 3, 2, "leaky");
  for (int block = 0; block < 3; ++block) {
    cfg += convolution(8, 1, 1, "leaky") + convolution(16, 3, 1, "leaky") +
           "[shortcut]\nfrom=-3\nactivation=linear\n";
  }
  return cfg + convolution(10, 1, 1, "linear") + "[avgpool]\n[softmax]\n";
}

// 2048 x 300 weights are 2.3 MiB: three parts.
std::string dense() {
  return net(16) + convolution(8, 3, 1, "leaky") +
         "[connected]\noutput=300\nactivation=relu\n[connected]\noutput=20\nactivation=linear\n";
}

std::string chain() {
  std::string cfg = net(8);
  for (int layer = 0; layer < 10; ++layer) cfg += convolution(16, 3, 1, "leaky");
  return cfg;
}

std::vector<std::uint32_t> outputs_of(const dn::CompiledNetwork& compiled) {
  std::vector<std::uint32_t> bits;
  for (const int layer : compiled.network().result_layers()) {
    for (const float value : compiled.output(layer))
      bits.push_back(std::bit_cast<std::uint32_t>(value));
  }
  return bits;
}

PlannerOptions planner_options(const TaskSetSpec& set) {
  return {set.memory_limit, *set.chunk, set.group, set.host_memory_limit};
}

TaskSetSpec for_the_cpu(TaskSetSpec set) {
  set.device = "cpu";
  for (TaskSpec& task : set.tasks) task.precision = Precision::kFp32;
  return set;
}

void take_results(Executor& executor, RunResults& results) {
  for (std::uint32_t task = 0; task < executor.set().tasks.size(); ++task) {
    while (const JobResult* result = executor.next_result(TaskId{task})) {
      results.jobs[task].push_back(*result);
      executor.release_result(TaskId{task});
    }
  }
}

}  // namespace

const std::vector<std::string>& SmallNetworks::names() {
  static const std::vector<std::string> names = {"detector", "residual", "dense", "chain"};
  return names;
}

SmallNetworks::SmallNetworks() {
  directory_.write("detector.cfg", detector());
  directory_.write("residual.cfg", residual());
  directory_.write("dense.cfg", dense());
  directory_.write("chain.cfg", chain());
  directory_.write("pictures/none.txt");
  for (int i = 0; i < kPictures; ++i) {
    dn::save_png(directory_ / fmt::format("pictures/{}.png", i),
                 dn::draw_scene(static_cast<std::uint64_t>(i + 1), {40 + 8 * i, 48}));
  }
}

TaskSpec SmallNetworks::task(const std::string& network, Nanos period) const {
  TaskSpec task;
  task.name = network;
  task.cfg = directory_ / (network + ".cfg");
  task.weights.random_seed = 7;
  task.input = {InputKind::kDirectory, directory_ / "pictures", 1};
  task.period = task.deadline = period;
  task.thresh = 0.05F;
  return task;
}

TaskSetSpec task_set(std::vector<TaskSpec> tasks, std::uint64_t jobs) {
  TaskSetSpec set;
  set.file = "test";
  set.chunk = dn::kKiB * 4;
  set.jobs = jobs;
  set.threads = 1;
  set.tasks = std::move(tasks);
  return set;
}

LimitRange limit_range(TaskSetSpec set) {
  set.memory_limit = Bytes(1);  // whether there is one decides how kernels are compiled
  const MemoryNeeds needs = memory_needs(set, prepare(set));
  const Bytes smallest = smallest_limit(needs, planner_options(set));
  Bytes everything = needs.arena + needs.workspace + needs.io;
  for (const NetworkNeeds& network : needs.networks) {
    for (const Bytes weights : network.step_weights)
      everything += align_up(weights, *set.chunk) + *set.chunk;
  }
  return {smallest, std::max(smallest, everything)};
}

std::unique_ptr<Executor> make_executor(const TaskSetSpec& set, Recorder* recorder) {
  PreparedSet prepared = prepare(set);
  SwapPlan plan = make_plan(memory_needs(set, prepared), planner_options(set));
  plan.levels = finest_levels(set);
  return std::make_unique<Executor>(set, std::move(prepared), std::move(plan), recorder);
}

std::vector<std::uint32_t> bits_of(const JobResult& result) {
  std::vector<std::uint32_t> bits = {static_cast<std::uint32_t>(result.objects.size()),
                                     result.dropped_objects};
  const auto put = [&](float value) { bits.push_back(std::bit_cast<std::uint32_t>(value)); };
  for (const FoundObject& object : result.objects) {
    bits.push_back(static_cast<std::uint32_t>(object.class_index));
    put(object.probability);
    for (const float side : {object.box.x, object.box.y, object.box.w, object.box.h}) put(side);
  }
  for (const dn::ClassScore& score : result.classes) {
    bits.push_back(static_cast<std::uint32_t>(score.index));
    put(score.probability);
  }
  for (const float value : result.values) put(value);
  return bits;
}

RunResults finish(Executor& executor) {
  RunResults results;
  results.jobs.resize(executor.set().tasks.size());
  const Instant give_up = Instant::clock::now() + std::chrono::seconds(60);
  while (!executor.is_finished()) {
    take_results(executor, results);
    if (Instant::clock::now() > give_up) {
      ADD_FAILURE() << "the run did not end";
      executor.stop();
    }
    std::this_thread::sleep_for(std::chrono::microseconds(500));
  }
  executor.join();
  take_results(executor, results);
  for (const PreparedTask& task : executor.prepared().tasks)
    results.last_outputs.push_back(outputs_of(*task.compiled));
  return results;
}

RunResults run(const TaskSetSpec& set) {
  const auto executor = make_executor(set);
  executor->start();
  return finish(*executor);
}

Trace traced_run(const TaskSetSpec& set) {
  Recorder recorder(set.tasks.size());
  const auto executor = make_executor(set, &recorder);
  Trace trace;
  trace.header = trace_header(*executor);
  executor->start();
  finish(*executor);
  recorder.drain(executor->start_instant(), trace.events);
  trace.lost = recorder.lost();
  EXPECT_EQ(trace.lost, 0u);
  sort_events(trace.events);
  return trace;
}

void expect_same_results(const RunResults& run, const RunResults& expected) {
  ASSERT_EQ(run.jobs.size(), expected.jobs.size());
  for (std::size_t task = 0; task < expected.jobs.size(); ++task) {
    ASSERT_EQ(run.jobs[task].size(), expected.jobs[task].size()) << "task " << task;
    for (std::size_t job = 0; job < expected.jobs[task].size(); ++job) {
      ASSERT_EQ(run.jobs[task][job].record.job.index.value, job);
      EXPECT_EQ(bits_of(run.jobs[task][job]), bits_of(expected.jobs[task][job]))
          << "task " << task << " job " << job;
    }
    EXPECT_EQ(run.last_outputs[task], expected.last_outputs[task]) << "task " << task;
  }
}

// Resizing is the host's here, also for a device that resizes by itself: it must give the same.
RunResults expected_results(TaskSetSpec set) {
  set.memory_limit.reset();
  PreparedSet prepared = prepare(set);
  const PreparedSet on_host = prepare(for_the_cpu(set));
  RunResults results;
  for (PreparedTask& task : prepared.tasks) {
    const PreparedNetwork& network = prepared.networks[task.network];
    dn::CompileOptions options;
    if (set.tasks[results.jobs.size()].precision == Precision::kFp16)
      options.kernels.precision = dn::Precision::kFloat16;
    dn::ResidentNetwork resident(prepared.device, *network.network,
                                 dn::load_weights(*network.network, network.weights), options);
    auto& jobs = results.jobs.emplace_back();
    for (std::uint64_t job = 0; job < *set.jobs; ++job) {
      on_host.tasks[results.jobs.size() - 1].input->prepare(JobIndex{job}, resident.input());
      resident.run();
      JobResult result = task.post->make_result();
      task.post->run(resident.compiled(), task.input->size(JobIndex{job}), result);
      jobs.push_back(std::move(result));
    }
    results.last_outputs.push_back(outputs_of(resident.compiled()));
  }
  return results;
}

}  // namespace rtswap::test
