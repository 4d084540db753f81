// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/run_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "darknet/base/json.h"
#include "darknet/device/open_cuda_device.h"
#include "rtswap/cli/firm_text.h"
#include "rtswap/cli/held_back_text.h"
#include "rtswap/cli/preemption_line.h"

namespace rtswap {
namespace {

using dn::Bytes;
using Out = std::back_insert_iterator<std::string>;

struct NetworkShare {
  Bytes weights, retained, streamed;
};

NetworkShare share_of(const NetworkPlan& plan) {
  NetworkShare share;
  for (const LayerGroup& group : plan.groups) {
    share.weights += group.size;
    (group.retained ? share.retained : share.streamed) += group.size;
  }
  return share;
}

// Claims of the budget added up by what they are for, in the order of their first claim.
std::vector<Budget::Entry> merged_entries(const Budget& budget) {
  std::vector<Budget::Entry> merged;
  for (const Budget::Entry& entry : budget.entries()) {
    const auto same = std::ranges::find(merged, entry.what, &Budget::Entry::what);
    if (same == merged.end()) {
      merged.push_back(entry);
    } else {
      same->size += entry.size;
    }
  }
  return merged;
}

double milliseconds(Nanos t) { return static_cast<double>(t.count()) / 1e6; }

TaskSummary summary_of(const Executor& executor, std::size_t task) {
  return executor.summary(TaskId{static_cast<std::uint32_t>(task)});
}

std::string task_rows(const Executor& executor) {
  std::string text = fmt::format(
      "{:<16} {:>7} {:>6} {:>6} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>11}\n", "task", "jobs",
      "missed", "skip", "deadline", "min ms", "median", "p99", "max", "stall ms", "swapped in");
  for (std::size_t i = 0; i < executor.set().tasks.size(); ++i) {
    const TaskSpec& task = executor.set().tasks[i];
    const TaskSummary s = summary_of(executor, i);
    fmt::format_to(
        Out(text),
        "{:<16} {:>7} {:>6} {:>6} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.1f} {:>11}\n",
        task.name.substr(0, 16), s.jobs, s.misses, s.skipped, milliseconds(task.deadline),
        milliseconds(s.response.min()), milliseconds(s.response.percentile(.5)),
        milliseconds(s.response.percentile(.99)), milliseconds(s.response.max()),
        milliseconds(s.stall), human(s.swapped_in));
  }
  return text;
}

void put_histogram(std::string& json, const char* name, const DurationHistogram& h) {
  fmt::format_to(Out(json), "\"{}\":{{\"min\":{},\"median\":{},\"p99\":{},\"max\":{}}}", name,
                 h.min().count(), h.percentile(.5).count(), h.percentile(.99).count(),
                 h.max().count());
}

std::string task_json(const Executor& executor, std::size_t i,
                      std::optional<Nanos> response_bound) {
  const TaskSpec& task = executor.set().tasks[i];
  const TaskSummary s = summary_of(executor, i);
  std::string json = fmt::format(
      "{{\"name\":{},\"period\":{},\"deadline\":{},\"response_bound\":{},\"jobs\":{},\"misses\":{},"
      "\"aborted\":{},"
      "\"skipped\":{},\"broken_windows\":{},\"held_back\":{},\"longest_hold\":{},\"stall\":{},"
      "\"bytes_swapped_in\":{},"
      "\"dropped_results\":{},",
      dn::json_string(task.name), task.period.count(), task.deadline.count(),
      response_bound ? std::to_string(response_bound->count()) : "null", s.jobs, s.misses,
      s.aborted, s.skipped, s.broken_windows, s.held_back, s.longest_hold.count(), s.stall.count(),
      s.swapped_in.value, executor.dropped_results(TaskId{static_cast<std::uint32_t>(i)}));
  put_histogram(json, "response", s.response);
  json += ',';
  put_histogram(json, "device", s.device);
  json += ',';
  put_histogram(json, "release_jitter", s.release_jitter);
  json += ',';
  put_histogram(json, "overhead", s.overhead);
  return json + '}';
}

void put_host_memory(std::string& text, const HostMemory& host, const Executor& executor) {
  fmt::format_to(Out(text), "host memory for packed weights: {}",
                 human(host.store() + host.ring()));
  if (const auto limit = executor.set().host_memory_limit)
    fmt::format_to(Out(text), " of {}", human(*limit));
  if (host.ring() > Bytes(0)) {
    fmt::format_to(Out(text), " ({} for the ring through which {} are read from files)",
                   human(host.ring()), human(host.in_files()));
  }
  if (const int cached = host.networks_from_cache(); cached > 0) {
    fmt::format_to(Out(text), ", {} of {} networks from the cache", cached,
                   executor.plan().networks.size());
  }
  text += '\n';
  if (!host.read_by().empty()) fmt::format_to(Out(text), "files are read by {}\n", host.read_by());
  if (const std::string file = host.buffered_file(); !file.empty()) {
    fmt::format_to(Out(text),
                   "the file tier reads through the page cache: the file system of '{}' has no "
                   "direct I/O\n",
                   file);
  }
}

}  // namespace

std::string memory_report(const Executor& executor) {
  const Budget& budget = executor.memory().budget();
  const SwapPlan& plan = executor.plan();
  std::string text = "device: " + executor.device().description();
  if (dn::is_built_with_cuda() && !executor.device().has_own_memory() &&
      executor.set().device == "auto")
    text += " (" + dn::why_no_cuda_device() + ")";
  text += '\n';
  text += budget.limit() ? fmt::format("memory limit {}, used {}:\n", human(*budget.limit()),
                                       human(budget.used()))
                         : fmt::format("no memory limit, used {}:\n", human(budget.used()));
  for (const Budget::Entry& entry : merged_entries(budget)) {
    fmt::format_to(Out(text), "  {:<20} {:>11}  ({} bytes)\n", entry.what, human(entry.size),
                   entry.size.value);
  }
  fmt::format_to(Out(text), "  weights: {} chunks of {} retained, {} shared by what is streamed\n",
                 plan.retained_chunks, human(plan.chunk), plan.streaming_chunks);
  for (std::size_t n = 0; n < plan.networks.size(); ++n) {
    const NetworkShare share = share_of(plan.networks[n]);
    fmt::format_to(Out(text),
                   "  {:<28} weights {:>11}, retained {:>11}, streamed {:>11} in {} groups\n",
                   executor.prepared().networks[n].name, human(share.weights),
                   human(share.retained), human(share.streamed), plan.networks[n].groups.size());
  }
  text += preemption_line(executor.set(), plan.levels);
  if (const auto usage = executor.device().usage()) {
    const Bytes others = usage->total - usage->free - budget.used();
    fmt::format_to(Out(text), "{} of the device taken besides, by the driver and other programs\n",
                   human(others));
  }
  put_host_memory(text, executor.memory().host(), executor);
  return text;
}

std::string live_table(const Executor& executor, Nanos elapsed) {
  return fmt::format("{:.1f} s\n{}", milliseconds(elapsed) / 1e3, task_rows(executor));
}

std::string summary_text(const Executor& executor, Nanos elapsed) {
  std::string text = fmt::format("ran for {:.2f} s, policy {}\n{}", milliseconds(elapsed) / 1e3,
                                 name_of(kPolicyNames, executor.set().policy), task_rows(executor));
  for (std::uint32_t i = 0; i < executor.set().tasks.size(); ++i) {
    const TaskSummary s = summary_of(executor, i);
    text += firm_text(executor.set().tasks[i], s.jobs + s.skipped, s.misses + s.skipped,
                      s.broken_windows);
    text += held_back_text(executor.set().tasks[i], s.jobs, s.held_back, s.longest_hold);
    if (const auto dropped = executor.dropped_results(TaskId{i}); dropped > 0) {
      fmt::format_to(Out(text), "{}: {} results were not written, their reader was too slow\n",
                     executor.set().tasks[i].name, dropped);
    }
  }
  return text;
}

std::string summary_json(const Executor& executor, Nanos elapsed,
                         std::span<const std::optional<Nanos>> response_bounds) {
  const Budget& budget = executor.memory().budget();
  std::string json = fmt::format(
      "{{\"elapsed\":{},\"policy\":\"{}\",\"realtime\":{},\"memory\":{{\"limit\":{},\"used\":{}",
      elapsed.count(), name_of(kPolicyNames, executor.set().policy), executor.is_realtime(),
      budget.limit() ? std::to_string(budget.limit()->value) : "null", budget.used().value);
  for (const Budget::Entry& entry : merged_entries(budget)) {
    fmt::format_to(Out(json), ",{}:{}", dn::json_string(entry.what), entry.size.value);
  }
  Bytes weights, retained;
  for (const NetworkPlan& network : executor.plan().networks) {
    weights += share_of(network).weights;
    retained += share_of(network).retained;
  }
  fmt::format_to(Out(json), "}},\"weights_needed\":{},\"weights_retained\":{},\"tasks\":[",
                 weights.value, retained.value);
  for (std::size_t i = 0; i < executor.set().tasks.size(); ++i) {
    if (i > 0) json += ',';
    json += task_json(executor, i, response_bounds.empty() ? std::nullopt : response_bounds[i]);
  }
  return json + "]}\n";
}

bool too_many_missed(const Executor& executor) {
  for (std::size_t i = 0; i < executor.set().tasks.size(); ++i) {
    if (executor.set().tasks[i].best_effort) continue;
    const TaskSummary s = summary_of(executor, i);
    if ((executor.set().tasks[i].firm ? s.broken_windows : s.misses) > 0) return true;
  }
  return false;
}

}  // namespace rtswap
