// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/tasks_file.h"

#include <array>
#include <bit>

#include "darknet/base/file.h"
#include "darknet/base/quote.h"
#include "rtswap/config/task_entry.h"
#include "rtswap/config/yaml_document.h"
#include "rtswap/config/yaml_value.h"

namespace rtswap {
namespace {

constexpr std::array<std::string_view, 15> kSetKeys = {
    "device", "memory_limit", "host_memory_limit", "policy",     "preemption",
    "chunk",  "group",        "placement",         "on_miss",    "duration",
    "jobs",   "link",         "threads",           "pack_cache", "tasks",
};
constexpr std::array<std::string_view, 2> kLinkKeys = {"bandwidth", "latency"};
constexpr dn::Bytes kSmallestChunk = dn::kKiB * 4;

dn::Bytes read_chunk(const YamlValue& value) {
  const dn::Bytes chunk = value.positive_size();
  if (chunk < kSmallestChunk || !std::has_single_bit(chunk.value)) {
    value.fail(dn::quote(value.text()) +
               "; a power of two, at least 4KiB, is needed, such as 2MiB");
  }
  return chunk;
}

void read_memory(const YamlMap& map, TaskSetSpec& set) {
  if (const auto limit = map.find("memory_limit")) set.memory_limit = limit->positive_size();
  if (const auto limit = map.find("host_memory_limit"))
    set.host_memory_limit = limit->positive_size();
  if (const auto chunk = map.find("chunk")) set.chunk = read_chunk(*chunk);
  if (const auto group = map.find("group")) set.group = group->positive_size();
  if (const auto placement = map.find("placement")) {
    set.placement = placement->choice(kPlacementNames);
  }
  if (const auto cache = map.find("pack_cache")) set.pack_cache = cache->choice(kSwitchNames);
  if (const auto link = map.find("link")) {
    const YamlMap parts = link->map(kLinkKeys);
    LinkSpec spec;
    spec.bandwidth = parts.require("bandwidth", "bandwidth: 12GB/s").positive_bandwidth();
    if (const auto latency = parts.find("latency")) spec.latency = latency->duration();
    set.link = spec;
  }
}

// Whether the machine has that GPU shows when it is opened.
std::string read_device(const YamlValue& value) {
  constexpr std::string_view kCuda = "cuda:";
  std::string name = value.text();
  if (name == "auto" || name == "cpu") return name;
  const std::string_view number =
      std::string_view(name).substr(std::min(kCuda.size(), name.size()));
  const bool is_number = !number.empty() && number.size() < 4 &&
                         std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
  if (!name.starts_with(kCuda) || !is_number)
    value.fail(dn::quote(name) + " is no device; allowed: auto, cpu, cuda:0, cuda:1, ...");
  return name;
}

void read_rules(const YamlMap& map, TaskSetSpec& set) {
  constexpr int kMostThreads = 4096;
  if (const auto device = map.find("device")) {
    set.device = read_device(*device);
  }
  if (const auto policy = map.find("policy")) set.policy = policy->choice(kPolicyNames);
  if (const auto preemption = map.find("preemption")) {
    set.preemption = preemption->choice(kPreemptionNames);
  }
  if (const auto on_miss = map.find("on_miss")) set.on_miss = on_miss->choice(kOnMissNames);
  if (const auto threads = map.find("threads")) {
    set.threads = static_cast<int>(threads->integer(0, kMostThreads));
  }
}

// Releases are computed in 64-bit nanoseconds, so the last one must come soon enough.
void check_last_release(const YamlValue& jobs, const TaskSetSpec& set) {
  constexpr Nanos kLatest = kLongestDuration * 100;
  for (const TaskSpec& task : set.tasks) {
    if (*set.jobs > static_cast<std::uint64_t>(kLatest / task.period)) {
      jobs.fail("those of task '" + task.name + "' take over 100 years; fewer jobs are needed");
    }
  }
}

// Needs the tasks.
void read_end(const YamlMap& map, TaskSetSpec& set) {
  constexpr std::int64_t kMostJobs = 1'000'000'000'000;
  if (const auto duration = map.find("duration")) set.duration = duration->positive_duration();
  if (const auto jobs = map.find("jobs")) {
    if (set.duration) jobs->fail("given together with duration; allowed: one of the two");
    set.jobs = static_cast<std::uint64_t>(jobs->integer(1, kMostJobs));
    check_last_release(*jobs, set);
  }
}

void read_tasks(const YamlMap& map, const dn::SearchPath& search, TaskSetSpec& set) {
  const YamlValue tasks = map.require("tasks", "tasks: [{name: ..., cfg: ..., ...}]");
  for (const YamlValue& entry : tasks.list()) {
    TaskSpec task = read_task(entry, set.policy, search);
    for (const TaskSpec& earlier : set.tasks) {
      if (earlier.name == task.name) {
        throw dn::bad_input(task.where,
                            "the task name '" + task.name + "' is used twice (first in " + "line " +
                                std::to_string(earlier.where.line) + "); every task needs its own");
      }
    }
    set.tasks.push_back(std::move(task));
  }
  if (set.tasks.empty()) tasks.fail("is an empty list; at least one task is needed");
}

}  // namespace

TaskSetSpec parse_tasks(std::string_view text, const std::string& file,
                        const dn::SearchPath& search) {
  const YAML::Node root = parse_yaml(text, file);
  const YamlMap map(root, "tasks file", {file, 1, 1}, kSetKeys);
  TaskSetSpec set;
  set.file = file;
  read_rules(map, set);
  read_memory(map, set);
  read_tasks(map, search.beside(file), set);
  read_end(map, set);
  return set;
}

TaskSetSpec load_tasks_file(const std::string& path, const dn::SearchPath& search) {
  return parse_tasks(dn::read_text_file(path), path, search);
}

}  // namespace rtswap
