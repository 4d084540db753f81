// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <algorithm>

#include <limits>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "rtswap/config/json_value.h"
#include "rtswap/config/profile_file.h"

namespace rtswap {
namespace {

using dn::Bytes;

int read_int(const JsonValue& value, int smallest = 0) {
  constexpr int kLargest = std::numeric_limits<int>::max();
  return static_cast<int>(value.number(static_cast<std::uint64_t>(smallest), kLargest));
}

Nanos read_nanos(const JsonValue& value) { return Nanos(value.number()); }
Bytes read_bytes(const JsonValue& value) { return Bytes(value.number()); }

// Hashes have all 64 bits, which many readers of JSON do not keep in a number.
std::uint64_t read_hash(const JsonValue& value) {
  const std::string text = value.text();
  const bool is_hex =
      text.size() == 16 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hex) value.fail("16 hexadecimal digits are expected");
  return std::stoull(text, nullptr, 16);
}

TimeStats read_times(const JsonValue& value) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  value.require_fields({"median_ns", "p99_ns", "max_ns", "runs", "drift_permille"});
  const TimeStats times{read_nanos(value.field("median_ns")), read_nanos(value.field("p99_ns")),
                        read_nanos(value.field("max_ns")),
                        static_cast<std::uint32_t>(value.field("runs").number(1, kMost)),
                        static_cast<std::uint32_t>(value.field("drift_permille").number(0, kMost))};
  if (times.median > times.p99 || times.p99 > times.max)
    value.fail("median_ns, p99_ns and max_ns must not decrease");
  return times;
}

ProfiledDevice read_device(const JsonValue& value) {
  value.require_fields({"name", "kind", "compute_threads", "facts"});
  ProfiledDevice device;
  device.name = value.field("name").text();
  device.kind = value.field("kind").text();
  if (device.kind != "cpu" && device.kind != "cuda")
    value.field("kind").fail("it must be cpu or cuda");
  device.compute_threads = read_int(value.field("compute_threads"), 1);
  value.field("facts").for_each([&](const JsonValue& fact) {
    fact.require_fields({"name", "value"});
    device.facts.push_back({fact.field("name").text(), fact.field("value").text()});
  });
  return device;
}

NetworkIdentity read_network(const JsonValue& value) {
  value.require_fields({"cfg", "cfg_hash", "weights", "precision", "batch", "packing_hash",
                        "weight_bytes", "arena_bytes", "workspace_bytes", "io_bytes",
                        "state_bytes"});
  NetworkIdentity network;
  network.cfg = value.field("cfg").text();
  network.cfg_hash = read_hash(value.field("cfg_hash"));
  network.weights = value.field("weights").text();
  network.precision = value.field("precision").text();
  network.batch = read_int(value.field("batch"), 1);
  network.packing_hash = read_hash(value.field("packing_hash"));
  network.weight_bytes = read_bytes(value.field("weight_bytes"));
  network.arena = read_bytes(value.field("arena_bytes"));
  network.workspace = read_bytes(value.field("workspace_bytes"));
  network.io = read_bytes(value.field("io_bytes"));
  network.state = read_bytes(value.field("state_bytes"));
  return network;
}

ComputeTimes read_compute_times(const JsonValue& value) {
  return {read_times(value.field("alone")), read_times(value.field("link_busy"))};
}

std::vector<Interruptions> read_interruptions(const JsonValue& value) {
  value.require_fields({"window_ns", "beyond"});
  if (read_nanos(value.field("window_ns")) != kInterruptionWindow)
    value.field("window_ns").fail(fmt::format("it must be {}", kInterruptionWindow.count()));
  std::vector<Interruptions> interruptions;
  value.field("beyond").for_each([&](const JsonValue& item) {
    item.require_fields({"percent", "lost_ns"});
    interruptions.push_back({read_int(item.field("percent")), read_nanos(item.field("lost_ns"))});
  });
  if (!std::ranges::equal(interruptions, kInterruptionPercents, {}, &Interruptions::percent))
    value.field("beyond").fail("one is needed for each of 0, 5, 10, 20, 50 and 100 percent");
  return interruptions;
}

StepProfile read_step(const JsonValue& value) {
  value.require_fields({"layer", "part", "type", "weight_bytes", "alone", "link_busy"});
  return {read_int(value.field("layer")), read_int(value.field("part")), value.field("type").text(),
          read_bytes(value.field("weight_bytes")), read_compute_times(value)};
}

GroupingProfile read_grouping(const JsonValue& value, int steps) {
  value.require_fields({"target_bytes", "groups"});
  GroupingProfile grouping{read_bytes(value.field("target_bytes")), {}};
  int next = 0;
  value.field("groups").for_each([&](const JsonValue& item) {
    item.require_fields({"first_step", "last_step", "weight_bytes", "alone", "link_busy"});
    const GroupProfile group{read_int(item.field("first_step")), read_int(item.field("last_step")),
                             read_bytes(item.field("weight_bytes")), read_compute_times(item)};
    const bool follows = group.first_step == next && group.last_step >= next;
    if (!follows || group.last_step >= steps)
      item.fail("the groups must hold the steps one after the other");
    next = group.last_step + 1;
    grouping.groups.push_back(group);
  });
  if (next != steps) value.fail(fmt::format("the groups hold {} of {} steps", next, steps));
  return grouping;
}

LinkFit read_fit(const JsonValue& value) {
  value.require_fields({"latency_ns", "bound_latency_ns", "bytes_per_second"});
  return {read_nanos(value.field("latency_ns")), read_nanos(value.field("bound_latency_ns")),
          Bandwidth{value.field("bytes_per_second").number(1)}};
}

LinkProfile read_pieces(const JsonValue& value) {
  LinkProfile link;
  Bytes last;
  value.field("pieces").for_each([&](const JsonValue& item) {
    item.require_fields({"bytes", "alone", "device_busy"});
    const Bytes size = read_bytes(item.field("bytes"));
    if (size <= last) item.fail("the pieces must grow");
    last = size;
    link.pieces.push_back(
        {size, read_times(item.field("alone")), read_times(item.field("device_busy"))});
  });
  if (link.pieces.empty()) value.field("pieces").fail("at least one is needed");
  link.alone = read_fit(value.field("alone"));
  link.device_busy = read_fit(value.field("device_busy"));
  link.late = read_interruptions(value.field("late"));
  return link;
}

LinkProfile read_link(const JsonValue& value) {
  value.require_fields({"pieces", "alone", "device_busy", "late"});
  return read_pieces(value);
}

FileProfile read_file(const JsonValue& value) {
  value.require_fields({"directory", "direct", "pieces", "alone", "device_busy", "late"});
  return {value.field("directory").text(), value.field("direct").boolean(), read_pieces(value)};
}

MappingProfile read_mapping(const JsonValue& value) {
  value.require_fields({"chunk_bytes", "create", "map", "unmap", "destroy"});
  return {read_bytes(value.field("chunk_bytes")), read_times(value.field("create")),
          read_times(value.field("map")), read_times(value.field("unmap")),
          read_times(value.field("destroy"))};
}

CallProfile read_calls(const JsonValue& value) {
  value.require_fields({"launch", "fence", "round_trip"});
  return {read_times(value.field("launch")), read_times(value.field("fence")),
          read_times(value.field("round_trip"))};
}

HostProfile read_host(const JsonValue& value) {
  value.require_fields({"wake", "handover", "prepare", "finish"});
  return {read_times(value.field("wake")), read_times(value.field("handover")),
          read_times(value.field("prepare")), read_times(value.field("finish"))};
}

// First of all, so that a file of another kind or version is called what it is.
void check_header(const JsonValue& root) {
  if (root.field("format").text() != "rtswap-profile")
    root.field("format").fail("it must be rtswap-profile");
  const std::uint64_t version = root.field("version").number();
  if (version != kProfileVersion) {
    root.field("version").fail(fmt::format(
        "{} is not {}, which this program knows; make the profile anew", version, kProfileVersion));
  }
}

Profile read_profile(const JsonValue& root) {
  check_header(root);
  root.require_fields({"format", "version", "device", "network", "steps", "interruptions",
                       "groupings", "link", "mapping", "calls", "host", "noise"},
                      {"file"});
  Profile profile;
  profile.device = read_device(root.field("device"));
  profile.network = read_network(root.field("network"));
  root.field("steps").for_each(
      [&](const JsonValue& item) { profile.steps.push_back(read_step(item)); });
  if (profile.steps.empty()) root.field("steps").fail("at least one is needed");
  profile.interruptions = read_interruptions(root.field("interruptions"));
  const int steps = static_cast<int>(profile.steps.size());
  root.field("groupings").for_each([&](const JsonValue& item) {
    profile.groupings.push_back(read_grouping(item, steps));
  });
  profile.link = read_link(root.field("link"));
  root.field("mapping").for_each(
      [&](const JsonValue& item) { profile.mapping.push_back(read_mapping(item)); });
  profile.calls = read_calls(root.field("calls"));
  profile.host = read_host(root.field("host"));
  if (root.has("file")) profile.file = read_file(root.field("file"));
  root.field("noise").for_each(
      [&](const JsonValue& item) { profile.noise.push_back(item.text()); });
  return profile;
}

}  // namespace

Profile parse_profile(std::string_view text, const std::string& file) {
  nlohmann::json json;
  try {
    json = nlohmann::json::parse(text);
  } catch (const nlohmann::json::exception&) {
    throw dn::bad_input(file + ": not a profile: it is not JSON");
  }
  return read_profile(JsonValue(json, file));
}

Profile read_profile_file(const std::string& path) {
  return parse_profile(dn::read_text_file(path), path);
}

}  // namespace rtswap
