// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/plan_file.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "rtswap/config/json_value.h"

namespace rtswap {
namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t kMostLevel = 1'000'000;
constexpr std::uint64_t kMostChunks = std::numeric_limits<std::uint32_t>::max() / 2;

ordered_json json_of(const StoredNetwork& network) {
  ordered_json steps = ordered_json::array(), groups = ordered_json::array();
  for (const dn::Bytes weights : network.step_weights) steps.push_back(weights.value);
  for (const StoredGroup& group : network.groups) {
    groups.push_back(
        {{"first_step", group.first_step}, {"retained", group.retained}, {"chunks", group.chunks}});
  }
  return {{"name", network.name}, {"step_bytes", steps}, {"groups", groups}};
}

void check_header(const JsonValue& root) {
  if (root.field("format").text() != "rtswap-plan")
    root.field("format").fail("it must be rtswap-plan");
  const std::uint64_t version = root.field("version").number();
  if (version != kPlanVersion) {
    root.field("version").fail(fmt::format(
        "{} is not {}, which this program knows; make the plan anew", version, kPlanVersion));
  }
}

std::uint32_t read_count(const JsonValue& value, std::uint64_t most) {
  return static_cast<std::uint32_t>(value.number(0, most));
}

StoredGroup read_group(const JsonValue& value, const StoredPlan& plan,
                       const StoredNetwork& network) {
  value.require_fields({"first_step", "retained", "chunks"});
  StoredGroup group;
  group.first_step =
      static_cast<int>(value.field("first_step").number(0, network.step_weights.size() - 1));
  const bool follows = network.groups.empty() ? group.first_step == 0
                                              : group.first_step > network.groups.back().first_step;
  if (!follows) value.field("first_step").fail("the first is 0, and they rise");
  group.retained = value.field("retained").boolean();
  const std::uint64_t first = group.retained ? 0 : plan.retained_chunks;
  const std::uint64_t end =
      group.retained ? plan.retained_chunks : plan.retained_chunks + plan.streaming_chunks;
  value.field("chunks").for_each([&](const JsonValue& item) {
    const std::uint64_t chunk = item.number(0, kMostChunks * 2);
    if (chunk < first || chunk >= end) {
      item.fail(fmt::format("a {} group's chunk must be from {} to {}",
                            group.retained ? "retained" : "streamed", first, end - 1));
    }
    group.chunks.push_back(static_cast<std::uint32_t>(chunk));
  });
  return group;
}

StoredNetwork read_network(const JsonValue& value, const StoredPlan& plan) {
  value.require_fields({"name", "step_bytes", "groups"});
  StoredNetwork network;
  network.name = value.field("name").text();
  value.field("step_bytes").for_each([&](const JsonValue& item) {
    network.step_weights.emplace_back(item.number());
  });
  if (network.step_weights.empty()) value.field("step_bytes").fail("at least one is needed");
  value.field("groups").for_each(
      [&](const JsonValue& item) { network.groups.push_back(read_group(item, plan, network)); });
  if (network.groups.empty()) value.field("groups").fail("at least one is needed");
  return network;
}

}  // namespace

std::string plan_json(const StoredPlan& plan) {
  ordered_json networks = ordered_json::array();
  for (const StoredNetwork& network : plan.networks) networks.push_back(json_of(network));
  const ordered_json json = {{"format", "rtswap-plan"},
                             {"version", kPlanVersion},
                             {"chunk_bytes", plan.chunk.value},
                             {"retained_chunks", plan.retained_chunks},
                             {"streaming_chunks", plan.streaming_chunks},
                             {"networks", networks},
                             {"task_levels", plan.levels}};
  // A name may hold bytes that are no UTF-8.
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

StoredPlan parse_plan(std::string_view text, const std::string& file) {
  nlohmann::json json;
  try {
    json = nlohmann::json::parse(text);
  } catch (const nlohmann::json::exception&) {
    throw dn::bad_input(file + ": not a plan: it is not JSON");
  }
  const JsonValue root(json, file);
  check_header(root);
  root.require_fields({"format", "version", "chunk_bytes", "retained_chunks", "streaming_chunks",
                       "networks", "task_levels"});
  StoredPlan plan;
  plan.chunk = dn::Bytes(root.field("chunk_bytes").number(1));
  plan.retained_chunks = read_count(root.field("retained_chunks"), kMostChunks);
  plan.streaming_chunks = read_count(root.field("streaming_chunks"), kMostChunks);
  root.field("networks").for_each([&](const JsonValue& item) {
    plan.networks.push_back(read_network(item, plan));
  });
  root.field("task_levels").for_each([&](const JsonValue& item) {
    plan.levels.push_back(read_count(item, kMostLevel));
  });
  return plan;
}

StoredPlan read_plan_file(const std::string& path) {
  return parse_plan(dn::read_text_file(path), path);
}

void write_plan_file(const std::string& path, const StoredPlan& plan) {
  dn::write_file_atomically(path, plan_json(plan));
}

}  // namespace rtswap
