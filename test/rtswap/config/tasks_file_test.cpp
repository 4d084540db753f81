// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/tasks_file.h"

#include <string>

#include "test/rtswap/config/tasks_fixture.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;

class TasksFile : public test::TasksFixture {};

TEST_F(TasksFile, EveryKeyIsRead) {
  const TaskSetSpec set = parse(R"(# two tasks
device: cpu
memory_limit: 1.5GiB
host_memory_limit: 300MiB
policy: fifo
preemption: none
chunk: 2MiB
group: 10MB
placement: remap
on_miss: skip_next
duration: 1min
link: {bandwidth: 12GB/s, latency: 10us}
threads: 2
pack_cache: off
tasks:
  - name: front
    cfg: net.cfg
    weights: net.weights
    names: net.names
    input: dog.jpg
    period: 33ms
    deadline: 40ms
    phase: 5ms
    priority: -3
    precision: fp16
    batch: 1
    thresh: 0.5
    nms: 0
    letter_box: true
    output: {json: false, images: out/front}
  - {name: rear, cfg: cfg/net.cfg, weights: 'random:18446744073709551615', input: random:7,
     period: 1s, output: {images: none}}
)");
  EXPECT_EQ(set.file, "t.yaml");
  EXPECT_EQ(set.device, "cpu");
  EXPECT_EQ(set.memory_limit, dn::Bytes(3ull << 29));
  EXPECT_EQ(set.host_memory_limit, dn::kMiB * 300);
  EXPECT_EQ(set.policy, PolicyKind::kFifo);
  EXPECT_EQ(set.chunk, dn::Bytes(2 << 20));
  EXPECT_EQ(set.group, dn::Bytes(10'000'000));
  EXPECT_EQ(set.placement, Placement::kRemap);
  EXPECT_EQ(set.on_miss, OnMiss::kSkipNext);
  EXPECT_EQ(set.duration, Nanos(1min));
  EXPECT_FALSE(set.jobs.has_value());
  ASSERT_TRUE(set.link.has_value());
  EXPECT_EQ(set.link->bandwidth.bytes_per_second, 12'000'000'000U);
  EXPECT_EQ(set.link->latency, Nanos(10us));
  EXPECT_EQ(set.threads, 2);
  EXPECT_FALSE(set.pack_cache);
  ASSERT_EQ(set.tasks.size(), 2U);

  const TaskSpec& front = set.tasks[0];
  EXPECT_EQ(front.name, "front");
  EXPECT_EQ(front.cfg, root_ / "cfg/net.cfg");
  EXPECT_EQ(front.weights.path, root_ / "weights/net.weights");
  EXPECT_FALSE(front.weights.random_seed.has_value());
  EXPECT_EQ(front.names, root_ / "data/net.names");
  EXPECT_EQ(front.input.kind, InputKind::kImage);
  EXPECT_EQ(front.input.path, root_ / "data/dog.jpg");
  EXPECT_EQ(front.period, Nanos(33ms));
  EXPECT_EQ(front.deadline, Nanos(40ms));
  EXPECT_EQ(front.phase, Nanos(5ms));
  EXPECT_EQ(front.priority, -3);
  EXPECT_EQ(front.thresh, 0.5F);
  EXPECT_EQ(front.nms, 0.0F);
  EXPECT_TRUE(front.letter_box);
  EXPECT_FALSE(front.output.json);
  EXPECT_EQ(front.output.images_directory, "out/front");
  EXPECT_EQ(front.where.str(), "t.yaml:16:5");

  EXPECT_EQ(set.tasks[0].precision, Precision::kFp16);

  const TaskSpec& rear = set.tasks[1];
  EXPECT_EQ(rear.cfg, root_ / "cfg/net.cfg");
  EXPECT_EQ(rear.precision, Precision::kFp32);
  EXPECT_EQ(rear.weights.random_seed, 18446744073709551615U);
  EXPECT_EQ(rear.input.kind, InputKind::kRandom);
  EXPECT_EQ(rear.input.random_seed, 7U);
  EXPECT_FALSE(rear.output.images_directory.has_value());
}

TEST_F(TasksFile, DefaultsOfWhatIsLeftOut) {
  const TaskSetSpec set = parse(one_task("", ""));
  EXPECT_EQ(set.device, "auto");
  EXPECT_FALSE(set.memory_limit.has_value());
  EXPECT_FALSE(set.host_memory_limit.has_value());
  EXPECT_EQ(set.policy, PolicyKind::kEdf);
  EXPECT_FALSE(set.chunk.has_value());
  EXPECT_FALSE(set.group.has_value());
  EXPECT_EQ(set.placement, Placement::kOverlay);
  EXPECT_EQ(set.on_miss, OnMiss::kContinue);
  EXPECT_FALSE(set.duration.has_value());
  EXPECT_FALSE(set.jobs.has_value());
  EXPECT_FALSE(set.link.has_value());
  EXPECT_EQ(set.threads, 0);
  EXPECT_TRUE(set.pack_cache);
  const TaskSpec& task = set.tasks.at(0);
  EXPECT_FALSE(task.names.has_value());
  EXPECT_EQ(task.deadline, Nanos(50ms));
  EXPECT_EQ(task.phase, Nanos(0));
  EXPECT_FALSE(task.priority.has_value());
  EXPECT_FALSE(task.retain.has_value());
  EXPECT_FALSE(task.most_retained.has_value());
  EXPECT_EQ(task.thresh, 0.25F);
  EXPECT_EQ(task.nms, 0.45F);
  EXPECT_FALSE(task.letter_box);
  EXPECT_TRUE(task.output.json);
  EXPECT_EQ(task.input.random_seed, 1U);
}

TEST_F(TasksFile, WhatATaskRetains) {
  EXPECT_EQ(parse(one_task("", "    memory: 300MiB\n")).tasks.at(0).most_retained, dn::kMiB * 300);
  EXPECT_EQ(parse(one_task("", "    retain: all\n")).tasks.at(0).retain, RetainRule::kAll);
  EXPECT_EQ(parse(one_task("", "    retain: none\n")).tasks.at(0).retain, RetainRule::kNone);
}

TEST_F(TasksFile, Releases) {
  const auto release = [&](const std::string& value) {
    return parse(one_task("", "    release: " + value + "\n")).tasks.at(0).release;
  };
  EXPECT_TRUE(release("periodic").is_periodic());
  EXPECT_TRUE(parse(one_task("", "")).tasks.at(0).release.is_periodic());
  const ReleaseSpec poisson = release("{poisson: 20/s, seed: 7}");
  EXPECT_EQ(poisson.kind, ReleaseKind::kPoisson);
  EXPECT_EQ(poisson.mean_gap, Nanos(50ms));
  EXPECT_EQ(poisson.seed, 7U);
  EXPECT_EQ(release("{poisson: 20/s}").seed, 1U);
  root_.write("data/arrivals.txt", "# a burst\n0.5s\n 500ms\r\n\n0.75s\n");
  const ReleaseSpec trace = release("{trace: arrivals.txt}");
  EXPECT_EQ(trace.kind, ReleaseKind::kTrace);
  EXPECT_EQ(trace.arrivals, (std::vector<Nanos>{500ms, 500ms, 750ms}));
}

TEST_F(TasksFile, FirmTasks) {
  EXPECT_FALSE(parse(one_task("", "")).tasks.at(0).firm.has_value());
  EXPECT_EQ(parse(one_task("", "    firm: 3/5\n")).tasks.at(0).firm, (FirmSpec{3, 5}));
  EXPECT_EQ(parse(one_task("", "    firm: 64/64\n")).tasks.at(0).firm, (FirmSpec{64, 64}));
}

TEST_F(TasksFile, InputKinds) {
  const auto kind = [&](const std::string& input) {
    const TaskSetSpec set = parse(
        "tasks: [{name: a, cfg: net.cfg, weights: random:1, period: 1s, input: " + input + "}]");
    return set.tasks.at(0).input.kind;
  };
  EXPECT_EQ(kind("dog.jpg"), InputKind::kImage);
  EXPECT_EQ(kind("data/dog.jpg"), InputKind::kImage);
  EXPECT_EQ(kind("photos"), InputKind::kDirectory);
  EXPECT_EQ(kind("all.txt"), InputKind::kList);
  EXPECT_EQ(kind("random"), InputKind::kRandom);
}

TEST_F(TasksFile, FilesBesideTheTasksFileComeBeforeTheProject) {
  const std::string tasks = root_.write("mine/tasks.yaml", one_task("", ""));
  const dn::SearchPath search({root_.path()});
  EXPECT_EQ(load_tasks_file(tasks, search).tasks.at(0).cfg, root_ / "cfg/net.cfg");
  const std::string beside = root_.write("mine/net.cfg");
  EXPECT_EQ(load_tasks_file(tasks, search).tasks.at(0).cfg, beside);
}

TEST_F(TasksFile, AnchorsAndAliasesWork) {
  const TaskSetSpec set = parse(one_task("duration: &t 40ms\n", "    deadline: *t\n"));
  EXPECT_EQ(set.tasks.at(0).deadline, Nanos(40ms));
}

TEST_F(TasksFile, DirectoryOrMissingFileAsTasksFile) {
  const auto error = [&](const std::string& path) -> std::string {
    try {
      load_tasks_file(path, dn::SearchPath());
    } catch (const dn::Error& e) {
      EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
      return e.what();
    }
    return "no error";
  };
  EXPECT_EQ(error(root_.path()),
            "cannot read '" + root_.path() + "': it is a directory, a file is needed");
  EXPECT_EQ(error(root_ / "no.yaml"),
            "cannot read '" + (root_ / "no.yaml") + "': No such file or directory");
}

}  // namespace
}  // namespace rtswap
