// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
// What a user sees after a mistake in a tasks file: the place to the column, the problem and what
// is allowed.
#include <string>

#include "rtswap/config/tasks_file.h"
#include "test/rtswap/config/tasks_fixture.h"

namespace rtswap {
namespace {

struct Case {
  std::string text;   // the wrong lines
  std::string start;  // how the error begins
  std::string part;   // and what else it says
};

class TasksFileErrors : public test::TasksFixture {
 protected:
  void expect(const Case& c, const std::string& document) const {
    const std::string error = error_of(document);
    EXPECT_TRUE(error.starts_with(c.start)) << c.text << "\n  " << error;
    EXPECT_NE(error.find(c.part), std::string::npos) << c.text << "\n  " << error;
  }
};

// Every text stands before a good list of tasks; its first line is line 1.
TEST_F(TasksFileErrors, OfTheSet) {
  const Case cases[] = {
      {"devise: cpu", "t.yaml:1:1: tasks file: unknown key 'devise'", "did you mean 'device'?"},
      {"xyz: 1", "t.yaml:1:1: tasks file: unknown key 'xyz'; allowed: device, memory_limit", ""},
      {"? [a]\n: 1", "t.yaml:1:3: tasks file: unknown key", ""},
      {"policy: edf\npolicy: dm", "t.yaml:2:1: tasks file: the key 'policy' is given twice", ""},
      {"device: cuda", "t.yaml:1:9: device: 'cuda' is no device", "allowed: auto, cpu, cuda:0"},
      {"device: cuda:x", "t.yaml:1:9: device: 'cuda:x' is no device", "cuda:0"},
      {"device: cuda:1234", "t.yaml:1:9: device: 'cuda:1234' is no device", "cuda:0"},
      {"device: tpu", "t.yaml:1:9: device: 'tpu' is no device", "allowed: auto, cpu"},
      {"policy: edff", "t.yaml:1:9: policy: 'edff' is unknown",
       "allowed: edf, dm, rm, fp, fifo; did you mean 'edf'?"},
      {"policy: [edf]", "t.yaml:1:9: policy: is a list; a single value is needed", ""},
      {"policy:", "t.yaml:1:1: policy: is empty; a single value is needed", ""},
      {"policy: ''", "t.yaml:1:9: policy: is empty", ""},
      {"policy: \"a\\nb\"", "t.yaml:1:9: policy: 'a?b' has a line break", ""},
      {"preemption: always", "t.yaml:1:13: preemption: 'always' is unknown",
       "allowed: none, group"},
      {"on_miss: skip", "t.yaml:1:10: on_miss: 'skip' is unknown",
       "allowed: continue, skip_next, abort"},
      {"memory_limit: 2GBB", "t.yaml:1:15: memory_limit: '2GBB' has the unknown unit 'GBB'",
       "B, KB, MB, GB, KiB, MiB, GiB, such as 2GiB"},
      {"host_memory_limit: 0MB", "t.yaml:1:20: host_memory_limit: '0MB' is zero", "at least 1B"},
      {"memory_limit: 0MB", "t.yaml:1:15: memory_limit: '0MB' is zero", "at least 1B"},
      {"memory_limit: -1MB", "t.yaml:1:15: memory_limit: '-1MB' is negative", ""},
      {"memory_limit: 500", "t.yaml:1:15: memory_limit: '500' has no unit", "such as 2GiB"},
      {"memory_limit: 99999999999GiB", "t.yaml:1:15: memory_limit: '99999999999GiB' is too large",
       ""},
      {"chunk: 3MiB", "t.yaml:1:8: chunk: '3MiB'; a power of two", ""},
      {"chunk: 2KiB", "t.yaml:1:8: chunk: '2KiB'; a power of two, at least 4KiB", ""},
      {"group: 0B", "t.yaml:1:8: group: '0B' is zero", ""},
      {"placement: fixed", "t.yaml:1:12: placement: 'fixed' is unknown", "allowed: overlay, remap"},
      {"duration: 0s", "t.yaml:1:11: duration: '0s' is zero; more than 0 is needed", ""},
      {"duration: 10", "t.yaml:1:11: duration: '10' has no unit", ""},
      {"duration: 9999999min", "t.yaml:1:11: duration: '9999999min' is too long", "365 days"},
      {"jobs: 0", "t.yaml:1:7: jobs: '0'; a whole number from 1", ""},
      {"jobs: 1.5", "t.yaml:1:7: jobs: '1.5'; a whole number", ""},
      {"jobs: 100000000000", "t.yaml:1:7: jobs: those of task 'a' take over 100 years", ""},
      {"duration: 1s\njobs: 5", "t.yaml:2:7: jobs: given together with duration", ""},
      {"pack_cache: true", "t.yaml:1:13: pack_cache: 'true' is unknown", "allowed: on, off"},
      {"threads: -1", "t.yaml:1:10: threads: '-1'; a whole number from 0 to 4096", ""},
      {"link: 12GB/s", "t.yaml:1:7: link: is a single value; a map", ""},
      {"link: {}", "t.yaml:1:7: link: the key 'bandwidth' is missing", "bandwidth: 12GB/s"},
      {"link: {bandwith: 1GB/s}", "t.yaml:1:8: link: unknown key 'bandwith'",
       "did you mean 'bandwidth'?"},
      {"link: {bandwidth: 12GB}", "t.yaml:1:19: bandwidth: '12GB' has the unknown unit 'GB'", ""},
      {"link: {bandwidth: 0GB/s}", "t.yaml:1:19: bandwidth: '0GB/s' is zero", ""},
      {"link:\n  bandwidth: 1GB/s\n  latency: 5", "t.yaml:3:12: latency: '5' has no unit", ""},
  };
  for (const Case& c : cases) expect(c, one_task(c.text + "\n", ""));
}

// Every text is a line of the one task, line 7 and indented by four.
TEST_F(TasksFileErrors, OfATask) {
  const Case cases[] = {
      {"perod: 1s", "t.yaml:7:5: tasks[0]: unknown key 'perod'", "did you mean 'period'?"},
      {"period: 1s", "t.yaml:7:5: tasks[0]: the key 'period' is given twice", ""},
      {"deadline: 60ms", "t.yaml:7:15: deadline: 60 ms is over the period of 50 ms",
       "allowed: at most the period, or policy fifo"},
      {"deadline: 0ms", "t.yaml:7:15: deadline: '0ms' is zero", ""},
      {"phase: -1ms", "t.yaml:7:12: phase: '-1ms' is negative", ""},
      {"priority: high", "t.yaml:7:15: priority: 'high'; a whole number", ""},
      {"priority: 99999999999", "t.yaml:7:15: priority: '99999999999'; a whole number", ""},
      {"precision: int8", "t.yaml:7:16: precision: 'int8' is not in this version", "allowed: fp32"},
      {"batch: 2", "t.yaml:7:12: batch: '2' is not in this version; allowed: 1", ""},
      {"batch: 0", "t.yaml:7:12: batch: '0'; a whole number from 1", ""},
      {"thresh: 1.5", "t.yaml:7:13: thresh: '1.5'; a number from 0 to 1", ""},
      {"thresh: nan", "t.yaml:7:13: thresh: 'nan'; a number from 0 to 1", ""},
      {"nms: -0.1", "t.yaml:7:10: nms: '-0.1'; a number from 0 to 1", ""},
      {"nms: 0.4x", "t.yaml:7:10: nms: '0.4x'; a number from 0 to 1", ""},
      {"letter_box: yes", "t.yaml:7:17: letter_box: 'yes'; allowed: true, false", ""},
      {"output: json", "t.yaml:7:13: output: is a single value; a map", ""},
      {"output: {json: 1}", "t.yaml:7:20: json: '1'; allowed: true, false", ""},
      {"output: {image: x}", "t.yaml:7:14: output: unknown key 'image'", "did you mean 'images'?"},
      {"memory: 0MiB", "t.yaml:7:13: memory: '0MiB' is zero", ""},
      {"memory: max", "t.yaml:7:13: memory: 'max'", "such as 2GiB"},
      {"retain: some", "t.yaml:7:13: retain: 'some' is unknown", "allowed: all, none"},
      {"memory: 1MiB\n    retain: none", "t.yaml:8:13: retain: given together with memory",
       "allowed: one of the two"},
      {"names: no.names", "t.yaml:7:12: names: cannot find 'no.names'; tried no.names, ", ""},
      {"names: photos", "t.yaml:7:12: names: cannot read ", "it is a directory"},
  };
  for (const Case& c : cases) expect(c, one_task("", "    " + c.text + "\n"));
}

// A task in one line, so that columns are easy to count; `@` is replaced by the case's text.
TEST_F(TasksFileErrors, OfRequiredKeys) {
  const std::string rest = "cfg: net.cfg, weights: random:1, input: random, period: 1s";
  const Case cases[] = {
      {rest, "t.yaml:2:3: tasks[0]: the key 'name' is missing", ""},
      {"name: a, weights: random:1, input: random, period: 1s",
       "t.yaml:2:3: tasks[0]: the key 'cfg' is missing", ""},
      {"name: a, cfg: net.cfg, input: random, period: 1s",
       "t.yaml:2:3: tasks[0]: the key 'weights' is missing", "'weights: random:1'"},
      {"name: a, cfg: net.cfg, weights: random:1, period: 1s",
       "t.yaml:2:3: tasks[0]: the key 'input' is missing", "'input: random'"},
      {"name: a, cfg: net.cfg, weights: random:1, input: random",
       "t.yaml:2:3: tasks[0]: the key 'period' is missing", "'period: 33ms'"},
      {"name: a/b, " + rest, "t.yaml:2:10: name: 'a/b' cannot be a task's name", "letters"},
      {"name: .a, " + rest, "t.yaml:2:10: name: '.a' cannot be", ""},
      {"name: {}, " + rest, "t.yaml:2:10: name: is a map; a single value", ""},
      {"cfg: no.cfg, name: a, weights: random:1, input: random, period: 1s",
       "t.yaml:2:9: cfg: cannot find 'no.cfg'", "/cfg/no.cfg"},
      {"weights: no.weights, name: a, cfg: net.cfg, input: random, period: 1s",
       "t.yaml:2:13: weights: cannot find 'no.weights'", "/weights/no.weights"},
      {"weights: random, name: a, cfg: net.cfg, input: random, period: 1s",
       "t.yaml:2:13: weights: 'random' needs a seed", "random:1"},
      {"weights: random:x, name: a, cfg: net.cfg, input: random, period: 1s",
       "t.yaml:2:13: weights: 'random:x' has no good seed", ""},
      {"input: film.MP4, name: a, cfg: net.cfg, weights: random:1, period: 1s",
       "t.yaml:2:11: input: video input is not in this version", "allowed: an image"},
      {"input: no.jpg, name: a, cfg: net.cfg, weights: random:1, period: 1s",
       "t.yaml:2:11: input: cannot find 'no.jpg'", "/data/no.jpg"},
      {"period: 33, name: a, cfg: net.cfg, weights: random:1, input: random",
       "t.yaml:2:12: period: '33' has no unit", "such as 33ms"},
      {"period: 0ms, name: a, cfg: net.cfg, weights: random:1, input: random",
       "t.yaml:2:12: period: '0ms' is zero; more than 0 is needed", ""},
      {"period: -5ms, name: a, cfg: net.cfg, weights: random:1, input: random",
       "t.yaml:2:12: period: '-5ms' is negative", ""},
  };
  for (const Case& c : cases) expect(c, "tasks:\n- {" + c.text + "}\n");
}

TEST_F(TasksFileErrors, OfTheListOfTasks) {
  const Case cases[] = {
      {"", "t.yaml: the file is empty", ""},
      {"# only a comment\n", "t.yaml", ""},
      {"policy: edf\n", "t.yaml:1:1: tasks file: the key 'tasks' is missing", ""},
      {"tasks: []\n", "t.yaml:1:8: tasks: is an empty list; at least one task", ""},
      {"tasks:\n", "t.yaml:1:1: tasks: is empty; a list is needed", ""},
      {"tasks: {a: 1}\n", "t.yaml:1:8: tasks: is a map; a list is needed", ""},
      {"tasks:\n  - net\n", "t.yaml:2:5: tasks[0]: is a single value; a map", ""},
      {"tasks:\n  -\n", "t.yaml:2:3: tasks[0]: is empty; a map", ""},
      {"- a\n- b\n", "t.yaml:1:1: tasks file: is a list; a map", ""},
      {"42\n", "t.yaml:1:1: tasks file: is a single value; a map", ""},
      {one_task("", "") + "---\na: 1\n", "t.yaml:7:1: text after the end of the one document", ""},
      {one_task("", "") + "]\n", "t.yaml:7:1: not valid YAML: ", ""},
      {"[]\n,\n", "t.yaml:2:1: text after the end of the one document", ""},
      {",", "t.yaml:1:1: text after the end of the one document", ""},
  };
  for (const Case& c : cases) expect(c, c.text);
}

TEST_F(TasksFileErrors, OfYamlItself) {
  const Case cases[] = {
      {"a: b: c\n", "t.yaml:1:5: not valid YAML: ", ""},
      {"tasks: [\n", "t.yaml:", "not valid YAML: "},
      {"\tpolicy: edf\n", "t.yaml:1:", "not valid YAML: "},
      {"policy: *x\n", "t.yaml:1:9: not valid YAML: ", ""},
      {"policy: [edf\n", "t.yaml:", "not valid YAML: "},
      {std::string(5000, '['), "t.yaml:", "not valid YAML: lists and maps are nested too deeply"},
      {"policy: \xFF\n", "t.yaml:1:9: this is not UTF-8 text", ""},
      {"a\nb\xC3(\n", "t.yaml:2:2: this is not UTF-8 text", ""},
      {"\xED\xA0\x80", "t.yaml:1:1: this is not UTF-8 text", ""},
      {"\xC0\x80", "t.yaml:1:1: this is not UTF-8 text", ""},
      {std::string("a: \0", 4), "t.yaml:1:4: a control character", ""},
      {"\x7F"
       "ELF",
       "t.yaml:1:1: a control character", ""},
      {std::string((1 << 20) + 1, ' '), "t.yaml: the file has 1.00 MiB", "at most"},
  };
  for (const Case& c : cases) expect(c, c.text);
}

TEST_F(TasksFileErrors, TaskNamesAreUnique) {
  const std::string error = error_of(one_task("",
                                              "  - {name: a, cfg: net.cfg, weights: random:1, "
                                              "input: random, period: 1s}\n"));
  EXPECT_TRUE(error.starts_with("t.yaml:7:5: the task name 'a' is used twice (first in line 2)"))
      << error;
}

TEST_F(TasksFileErrors, OfReleases) {
  root_.write("data/early.txt", "2s\n1s\n");
  root_.write("data/late.txt", "1min\n999999min\n");
  root_.write("data/plain.txt", "0s\n\n1.5\n");
  root_.write("data/none.txt", "# nothing\n");
  const Case cases[] = {
      {"sporadic", "t.yaml:7:14: release: 'sporadic'; allowed: periodic, {poisson: 20/s", ""},
      {"[poisson]", "t.yaml:7:14: release: is a list", ""},
      {"{}", "t.yaml:7:14: release: one of poisson and trace is needed", ""},
      {"{seed: 1}", "t.yaml:7:14: release: one of poisson and trace is needed", ""},
      {"{poisson: 1/s, trace: all.txt}", "t.yaml:7:14: release: one of poisson and", ""},
      {"{rate: 1/s}", "t.yaml:7:15: release: unknown key 'rate'; allowed: poisson, seed, trace",
       ""},
      {"{poisson: 20}", "t.yaml:7:24: poisson: '20' has no unit", "such as 20/s"},
      {"{poisson: 0/s}", "t.yaml:7:24: poisson: '0/s' is zero", ""},
      {"{poisson: 0.000001/min}", "t.yaml:7:24: poisson: '0.000001/min' is too small", "365 days"},
      {"{poisson: 1/s, seed: -1}", "t.yaml:7:35: seed: '-1'; a whole number is needed", ""},
      {"{trace: early.txt, seed: 1}", "t.yaml:7:39: seed: has no meaning beside trace", ""},
      {"{trace: nowhere.txt}", "t.yaml:7:22: trace: ", "nowhere.txt"},
      {"{trace: early.txt}", (root_ / "data/early.txt") + ":2: '1s' is before the arrival", ""},
      {"{trace: late.txt}", (root_ / "data/late.txt") + ":2: '999999min' is too long", ""},
      {"{trace: plain.txt}", (root_ / "data/plain.txt") + ":3: '1.5' has no unit", "such as 33ms"},
      {"{trace: none.txt}", (root_ / "data/none.txt") + ":1: there is no arrival", "1.25s"},
  };
  for (const Case& c : cases) expect(c, one_task("", "    release: " + std::string(c.text) + "\n"));
}

TEST_F(TasksFileErrors, OfFirmTasks) {
  for (const char* bad : {"3", "0/5", "6/5", "3/65", "-1/5", "3/", "/5", "3 / 5", "3/5/7", "a/b"}) {
    const std::string error = error_of(one_task("", "    firm: " + std::string(bad) + "\n"));
    EXPECT_EQ(error, "t.yaml:7:11: firm: '" + std::string(bad) +
                         "'; M/K is needed, such as 3/5: of any 5 jobs in a row at least 3 meet "
                         "their deadlines, with 1 <= M <= K <= 64");
  }
}

TEST_F(TasksFileErrors, WhatIsNotPeriodicNeedsAPeriodToo) {
  EXPECT_EQ(error_of("tasks: [{name: a, cfg: net.cfg, weights: random:1, input: random,\n"
                     "         release: {poisson: 1/s}}]"),
            "t.yaml:1:9: task 'a' is not periodic and has no period: the least time between two of "
            "its releases, without which nothing can be promised; write for example 'period: "
            "33ms'");
}

TEST_F(TasksFileErrors, FixedPriorityNeedsAPriorityPerTask) {
  EXPECT_TRUE(error_of(one_task("policy: fp\n", ""))
                  .starts_with("t.yaml:3:5: tasks[0]: the key 'priority' is missing"));
  EXPECT_EQ(error_of(one_task("policy: fp\n", "    priority: 1\n")), "no error");
}

TEST_F(TasksFileErrors, DeadlineMayBeOverThePeriodOnlyUnderFifo) {
  for (const char* policy : {"edf", "dm", "rm", "fp"}) {
    const std::string text =
        one_task("policy: " + std::string(policy) + "\n", "    priority: 1\n    deadline: 51ms\n");
    EXPECT_TRUE(error_of(text).starts_with("t.yaml:9:15: deadline: 51 ms is over")) << policy;
  }
  EXPECT_EQ(error_of(one_task("policy: fifo\n", "    deadline: 51ms\n")), "no error");
}

}  // namespace
}  // namespace rtswap
