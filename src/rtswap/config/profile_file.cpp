// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/profile_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "darknet/base/file.h"

namespace rtswap {
namespace {

using nlohmann::ordered_json;

ordered_json json_of(const TimeStats& times) {
  return {{"median_ns", times.median.count()},
          {"p99_ns", times.p99.count()},
          {"max_ns", times.max.count()},
          {"runs", times.runs},
          {"drift_permille", times.drift_permille}};
}

ordered_json json_of(const ProfiledDevice& device) {
  ordered_json facts = ordered_json::array();
  for (const ProfileFact& fact : device.facts)
    facts.push_back({{"name", fact.name}, {"value", fact.value}});
  return {{"name", device.name},
          {"kind", device.kind},
          {"compute_threads", device.compute_threads},
          {"facts", facts}};
}

ordered_json json_of(const NetworkIdentity& network) {
  return {{"cfg", network.cfg},
          {"cfg_hash", fmt::format("{:016x}", network.cfg_hash)},
          {"weights", network.weights},
          {"precision", network.precision},
          {"batch", network.batch},
          {"packing_hash", fmt::format("{:016x}", network.packing_hash)},
          {"weight_bytes", network.weight_bytes.value},
          {"arena_bytes", network.arena.value},
          {"workspace_bytes", network.workspace.value},
          {"io_bytes", network.io.value},
          {"state_bytes", network.state.value}};
}

ordered_json json_of(const std::vector<Interruptions>& interruptions) {
  ordered_json beyond = ordered_json::array();
  for (const Interruptions& one : interruptions)
    beyond.push_back({{"percent", one.percent}, {"lost_ns", one.lost.count()}});
  return {{"window_ns", kInterruptionWindow.count()}, {"beyond", beyond}};
}

ordered_json json_of(const StepProfile& step) {
  return {{"layer", step.layer},
          {"part", step.part},
          {"type", step.type},
          {"weight_bytes", step.weights.value},
          {"alone", json_of(step.times.alone)},
          {"link_busy", json_of(step.times.link_busy)}};
}

ordered_json json_of(const GroupingProfile& grouping) {
  ordered_json groups = ordered_json::array();
  for (const GroupProfile& group : grouping.groups) {
    groups.push_back({{"first_step", group.first_step},
                      {"last_step", group.last_step},
                      {"weight_bytes", group.weights.value},
                      {"alone", json_of(group.times.alone)},
                      {"link_busy", json_of(group.times.link_busy)}});
  }
  return {{"target_bytes", grouping.target.value}, {"groups", groups}};
}

ordered_json json_of(const LinkFit& fit) {
  return {{"latency_ns", fit.latency.count()},
          {"bound_latency_ns", fit.bound_latency.count()},
          {"bytes_per_second", fit.bandwidth.bytes_per_second}};
}

ordered_json json_of(const PieceProfile& piece) {
  return {{"bytes", piece.size.value},
          {"alone", json_of(piece.alone)},
          {"device_busy", json_of(piece.device_busy)}};
}

ordered_json json_of(const MappingProfile& mapping) {
  return {{"chunk_bytes", mapping.chunk.value},
          {"create", json_of(mapping.create)},
          {"map", json_of(mapping.map)},
          {"unmap", json_of(mapping.unmap)},
          {"destroy", json_of(mapping.destroy)}};
}

template <typename Item>
ordered_json json_of(const std::vector<Item>& items) {
  ordered_json array = ordered_json::array();
  for (const Item& item : items) array.push_back(json_of(item));
  return array;
}

ordered_json json_of(const LinkProfile& link) {
  return {{"pieces", json_of(link.pieces)},
          {"alone", json_of(link.alone)},
          {"device_busy", json_of(link.device_busy)},
          {"late", json_of(link.late)}};
}

ordered_json json_of(const FileProfile& file) {
  return {{"directory", file.directory},
          {"direct", file.is_direct},
          {"pieces", json_of(file.reads.pieces)},
          {"alone", json_of(file.reads.alone)},
          {"device_busy", json_of(file.reads.device_busy)},
          {"late", json_of(file.reads.late)}};
}

ordered_json json_of(const CallProfile& calls) {
  return {{"launch", json_of(calls.launch)},
          {"fence", json_of(calls.fence)},
          {"round_trip", json_of(calls.round_trip)}};
}

ordered_json json_of(const HostProfile& host) {
  return {{"wake", json_of(host.wake)},
          {"handover", json_of(host.handover)},
          {"prepare", json_of(host.prepare)},
          {"finish", json_of(host.finish)}};
}

}  // namespace

std::string profile_json(const Profile& profile) {
  ordered_json json = {{"format", "rtswap-profile"},
                       {"version", kProfileVersion},
                       {"device", json_of(profile.device)},
                       {"network", json_of(profile.network)},
                       {"steps", json_of(profile.steps)},
                       {"interruptions", json_of(profile.interruptions)},
                       {"groupings", json_of(profile.groupings)},
                       {"link", json_of(profile.link)},
                       {"mapping", json_of(profile.mapping)},
                       {"calls", json_of(profile.calls)},
                       {"host", json_of(profile.host)},
                       {"noise", profile.noise}};
  if (profile.file) json["file"] = json_of(*profile.file);
  // A path may hold bytes that are no UTF-8.
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

void write_profile_file(const std::string& path, const Profile& profile) {
  dn::write_file_atomically(path, profile_json(profile));
}

}  // namespace rtswap
