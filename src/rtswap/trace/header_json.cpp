// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/header_json.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "darknet/base/error.h"
#include "rtswap/trace/trace_format.h"

namespace rtswap {
namespace {

using nlohmann::json;

// ---- writing

json json_of(const BoundedTime& time) {
  return {time.median.count(), time.p99.count(), time.bound.count()};
}

json json_of(const TracedTask& task) {
  json out = {{"name", task.name},
              {"period_ns", task.period.count()},
              {"deadline_ns", task.deadline.count()},
              {"phase_ns", task.phase.count()},
              {"network", task.network}};
  if (task.sporadic) out["sporadic"] = true;
  if (task.firm) out["firm"] = {task.firm->met, task.firm->window};
  if (task.priority) out["priority"] = *task.priority;
  if (task.best_effort) out["best_effort"] = true;
  if (task.response_bound) out["response_bound_ns"] = task.response_bound->count();
  return out;
}

json json_of(const LayerGroup& group) {
  return {{"steps", {group.first_step, group.last_step}},
          {"offset", group.offset.value},
          {"bytes", group.size.value},
          {"retained", group.retained},
          {"chunks", group.chunks}};
}

json json_of(const NetworkPlan& plan, const std::string& name) {
  json groups = json::array(), offsets = json::array();
  for (const LayerGroup& group : plan.groups) groups.push_back(json_of(group));
  for (const dn::Bytes offset : plan.step_offsets) offsets.push_back(offset.value);
  return {
      {"name", name}, {"groups", groups}, {"step_offsets", offsets}, {"range", plan.range.value}};
}

json json_of(const TaskTiming& task) {
  json groups = json::array();
  for (const GroupTiming& group : task.groups) {
    groups.push_back({{"exec_ns", json_of(group.exec)},
                      {"load_ns", json_of(group.load)},
                      {"prefetch_ns", json_of(group.prefetch)},
                      {"bytes", group.bytes.value},
                      {"retained", group.retained},
                      {"place_free_after", group.place_free_after}});
  }
  return {{"groups", groups},
          {"prepare_ns", json_of(task.prepare)},
          {"finish_ns", json_of(task.finish)},
          {"input_ns", json_of(task.input)}};
}

json json_of(const SetTiming& timing) {
  json tasks = json::array();
  for (const TaskTiming& task : timing.tasks) tasks.push_back(json_of(task));
  return {{"tasks", tasks},
          {"window_ns", json_of(timing.window)},
          {"flight_ns", json_of(timing.flight)},
          {"late_loads_ns", json_of(timing.late_loads)},
          {"interruptions_ns", json_of(timing.interruptions)},
          {"dispatch_ns", json_of(timing.dispatch)},
          {"wake_ns", json_of(timing.wake)},
          {"host_shares_device", timing.host_shares_device}};
}

// ---- reading. What is missing or of another type throws json::exception.

template <typename T>
T number(const json& value, T smallest = 0, T largest = std::numeric_limits<T>::max()) {
  const auto given = value.get<std::int64_t>();
  if (!value.is_number_integer() || std::cmp_less(given, smallest) ||
      std::cmp_greater(given, largest)) {
    throw dn::bad_input(fmt::format("{} is out of range", value.dump()));
  }
  return static_cast<T>(given);
}

Nanos nanos(const json& value, std::int64_t smallest = 0) {
  return Nanos(number<std::int64_t>(value, smallest, kLongestTraced.count()));
}
dn::Bytes bytes(const json& value) {
  return dn::Bytes(static_cast<std::uint64_t>(number<std::int64_t>(value)));
}

template <typename Table>
auto value_named(const Table& table, const json& name) {
  for (const auto& entry : table) {
    if (entry.name == name.get<std::string>()) return entry.value;
  }
  throw dn::bad_input(fmt::format("{} is not known", name.dump()));
}

BoundedTime bounded_time(const json& from) {
  return {nanos(from.at(0)), nanos(from.at(1)), nanos(from.at(2))};
}

FirmSpec firm_spec(const json& from) {
  const int window = number(from.at(1), 1, FirmSpec::kLargestWindow);
  return {number(from.at(0), 1, window), window};
}

TracedTask traced_task(const json& from) {
  TracedTask task;
  task.name = from.at("name").get<std::string>();
  task.period = nanos(from.at("period_ns"), 1);
  task.deadline = nanos(from.at("deadline_ns"));
  task.phase = nanos(from.at("phase_ns"));
  task.network = number<std::uint32_t>(from.at("network"));
  if (from.contains("priority"))
    task.priority = number<int>(from.at("priority"), std::numeric_limits<int>::min());
  if (from.contains("best_effort")) task.best_effort = from.at("best_effort").get<bool>();
  if (from.contains("sporadic")) task.sporadic = from.at("sporadic").get<bool>();
  if (from.contains("firm")) task.firm = firm_spec(from.at("firm"));
  if (from.contains("response_bound_ns")) task.response_bound = nanos(from.at("response_bound_ns"));
  return task;
}

LayerGroup layer_group(const json& from) {
  LayerGroup group;
  group.first_step = number<int>(from.at("steps").at(0));
  group.last_step = number<int>(from.at("steps").at(1));
  group.offset = bytes(from.at("offset"));
  group.size = bytes(from.at("bytes"));
  group.retained = from.at("retained").get<bool>();
  for (const json& chunk : from.at("chunks")) group.chunks.push_back(number<std::uint32_t>(chunk));
  return group;
}

NetworkPlan network_plan(const json& from) {
  NetworkPlan plan;
  for (const json& group : from.at("groups")) plan.groups.push_back(layer_group(group));
  for (const json& offset : from.at("step_offsets")) plan.step_offsets.push_back(bytes(offset));
  plan.range = bytes(from.at("range"));
  return plan;
}

TaskTiming task_timing(const json& from) {
  TaskTiming task;
  for (const json& group : from.at("groups")) {
    task.groups.push_back({bounded_time(group.at("exec_ns")), bounded_time(group.at("load_ns")),
                           bytes(group.at("bytes")), group.at("retained").get<bool>(),
                           number<int>(group.at("place_free_after"), -1),
                           bounded_time(group.at("prefetch_ns"))});
  }
  task.prepare = bounded_time(from.at("prepare_ns"));
  task.finish = bounded_time(from.at("finish_ns"));
  task.input = bounded_time(from.at("input_ns"));
  return task;
}

SetTiming set_timing(const json& from) {
  SetTiming timing;
  for (const json& task : from.at("tasks")) timing.tasks.push_back(task_timing(task));
  timing.window = bounded_time(from.at("window_ns"));
  timing.flight = bounded_time(from.at("flight_ns"));
  timing.late_loads = bounded_time(from.at("late_loads_ns"));
  timing.interruptions = bounded_time(from.at("interruptions_ns"));
  timing.dispatch = bounded_time(from.at("dispatch_ns"));
  timing.wake = bounded_time(from.at("wake_ns"));
  timing.host_shares_device = from.at("host_shares_device").get<bool>();
  return timing;
}

TraceHeader read_header(const json& from) {
  TraceHeader header;
  header.policy = value_named(kPolicyNames, from.at("policy"));
  header.on_miss = value_named(kOnMissNames, from.at("on_miss"));
  header.placement = value_named(kPlacementNames, from.at("placement"));
  for (const json& task : from.at("tasks")) header.tasks.push_back(traced_task(task));
  if (from.contains("memory_limit")) header.memory_limit = bytes(from.at("memory_limit"));
  header.activations = bytes(from.at("activations"));
  header.workspace = bytes(from.at("workspace"));
  header.io = bytes(from.at("io"));
  header.plan.chunk = bytes(from.at("chunk"));
  header.plan.retained_chunks = number<std::uint32_t>(from.at("retained_chunks"));
  header.plan.streaming_chunks = number<std::uint32_t>(from.at("streaming_chunks"));
  if (from.contains("task_levels")) {
    for (const json& level : from.at("task_levels"))
      header.plan.levels.push_back(number<std::uint32_t>(level));
  }
  for (const json& network : from.at("networks")) {
    header.networks.push_back(network.at("name").get<std::string>());
    header.plan.networks.push_back(network_plan(network));
  }
  if (from.contains("timing")) header.timing = set_timing(from.at("timing"));
  header.device = from.at("device").get<std::string>();
  header.clock_error = nanos(from.at("clock_error_ns"));
  return header;
}

// What everybody who reads events relies on.
void require_consistent(const TraceHeader& header) {
  const auto require = [](bool holds, const std::string& what) {
    if (!holds) throw dn::bad_input(what);
  };
  const SwapPlan& plan = header.plan;
  const auto chunks = std::uint64_t{plan.retained_chunks} + plan.streaming_chunks;
  require(chunks <= std::numeric_limits<std::uint32_t>::max(), "too many chunks");
  require(!header.tasks.empty(), "there are no tasks");
  require(plan.levels.empty() || plan.levels.size() == header.tasks.size(),
          "preemption levels of other tasks");
  for (const TracedTask& task : header.tasks) {
    require(task.network < plan.networks.size(), task.name + ": a network that is not there");
    require(header.policy != PolicyKind::kFp || task.priority || task.best_effort,
            task.name + ": no priority");
  }
  for (const NetworkPlan& network : plan.networks) {
    for (const LayerGroup& group : network.groups) {
      for (const std::uint32_t chunk : group.chunks)
        require(chunk < chunks, "a chunk that is not there");
    }
  }
  if (!header.timing) return;
  require(header.timing->tasks.size() == header.tasks.size(), "timing of other tasks");
  for (std::size_t i = 0; i < header.tasks.size(); ++i) {
    require(header.timing->tasks[i].groups.size() ==
                plan.networks[header.tasks[i].network].groups.size(),
            header.tasks[i].name + ": timing of other groups");
  }
}

}  // namespace

std::string header_json(const TraceHeader& header) {
  json tasks = json::array(), networks = json::array();
  for (const TracedTask& task : header.tasks) tasks.push_back(json_of(task));
  for (std::size_t i = 0; i < header.plan.networks.size(); ++i)
    networks.push_back(json_of(header.plan.networks[i], header.networks.at(i)));
  json out = {{"policy", name_of(kPolicyNames, header.policy)},
              {"on_miss", name_of(kOnMissNames, header.on_miss)},
              {"placement", name_of(kPlacementNames, header.placement)},
              {"tasks", tasks},
              {"activations", header.activations.value},
              {"workspace", header.workspace.value},
              {"io", header.io.value},
              {"chunk", header.plan.chunk.value},
              {"retained_chunks", header.plan.retained_chunks},
              {"streaming_chunks", header.plan.streaming_chunks},
              {"networks", networks},
              {"device", header.device},
              {"clock_error_ns", header.clock_error.count()}};
  if (!header.plan.levels.empty()) out["task_levels"] = header.plan.levels;
  if (header.memory_limit) out["memory_limit"] = header.memory_limit->value;
  if (header.timing) out["timing"] = json_of(*header.timing);
  // A name may hold bytes that are no UTF-8.
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

TraceHeader parse_header(const std::string& text, const std::string& file) try {
  TraceHeader header = read_header(json::parse(text));
  require_consistent(header);
  return header;
} catch (const json::exception& e) {
  throw dn::bad_input(file + ": the header of the trace is damaged: " + e.what());
} catch (const dn::Error& e) {
  throw dn::bad_input(file + ": the header of the trace is damaged: " + e.what());
}

}  // namespace rtswap
