// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/chrome_json.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "rtswap/trace/trace_reader.h"
#include "test/support/synthetic_trace.h"

namespace rtswap::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

// Parsing is the proof that it is JSON.
std::vector<json> items_of(const Trace& trace) {
  return json::parse(chrome_json(trace)).at("traceEvents").get<std::vector<json>>();
}

std::map<std::string, int> tracks_of(const std::vector<json>& items) {
  std::map<std::string, int> tracks;
  for (const json& item : items) {
    if (item["ph"] == "M") tracks[item["args"]["name"]] = item["tid"];
  }
  return tracks;
}

const json* find(const std::vector<json>& items, const std::string& phase, int track,
                 const std::string& name) {
  for (const json& item : items) {
    if (item["ph"] == phase && item["tid"] == track && item["name"] == name) return &item;
  }
  return nullptr;
}

TEST(ChromeJson, HasATrackForTheDeviceTheLinkAndEachTask) {
  const auto tracks = tracks_of(items_of(clean_trace()));
  EXPECT_EQ(tracks.size(), 4u);
  for (const char* name : {"device (cpu)", "link", "a", "b"}) EXPECT_TRUE(tracks.contains(name));
}

TEST(ChromeJson, ShowsJobsGroupsAndLoadsWithTheirTimes) {
  const auto items = items_of(clean_trace());
  const auto tracks = tracks_of(items);
  const json* job = find(items, "X", tracks.at("b"), "b 0");
  ASSERT_NE(job, nullptr);
  EXPECT_EQ((*job)["ts"], 20.0);
  EXPECT_EQ((*job)["dur"], 1580.0);
  const json* group = find(items, "X", tracks.at("device (cpu)"), "group 2");
  ASSERT_NE(group, nullptr);
  EXPECT_EQ((*group)["ts"], 830.0);
  EXPECT_EQ((*group)["dur"], 100.0);
  const json* load = find(items, "b", tracks.at("link"), "bnet group 1");
  ASSERT_NE(load, nullptr);
  EXPECT_EQ((*load)["ts"], 1200.0);
  EXPECT_NE(find(items, "X", tracks.at("a"), "stall: load"), nullptr);
}

TEST(ChromeJson, EveryLoadThatBeginsEnds) {
  std::map<std::uint64_t, int> open;
  int loads = 0;
  for (const json& item : items_of(clean_trace())) {
    if (item["ph"] == "b") ++open[item["id"]], ++loads;
    if (item["ph"] == "e") --open[item["id"]];
  }
  EXPECT_EQ(loads, 7);
  for (const auto& [id, count] : open) EXPECT_EQ(count, 0) << id;
}

TEST(ChromeJson, FlowsGoFromReleaseToCompletion) {
  std::map<std::uint64_t, std::string> flows;
  for (const json& item : items_of(clean_trace())) {
    if (item.contains("id") && item["cat"] == "job") flows[item["id"]] += item["ph"];
  }
  EXPECT_EQ(flows.size(), 3u);
  for (const auto& [id, flow] : flows) EXPECT_EQ(flow, "stf") << id;
}

TEST(ChromeJson, CountsResidentBytes) {
  const Trace trace = clean_trace();
  std::uint64_t most = 0;
  for (const json& item : items_of(trace)) {
    if (item["ph"] == "C") most = std::max<std::uint64_t>(most, item["args"]["bytes"]);
  }
  EXPECT_EQ(most, trace.header.memory_limit->value);
}

TEST(ChromeJson, OddNamesAndCutTracesAreJsonAsWell) {
  Trace trace = clean_trace();
  trace.header.tasks[0].name = "a \"quoted\"\\\n name";
  trace.complete = false;
  while (!trace.events.empty()) {
    EXPECT_NO_THROW(items_of(trace)) << trace.events.size();
    trace.events.pop_back();
  }
  EXPECT_NO_THROW(items_of(trace));
}

TEST(ChromeJson, MissesAbortsAndSkipsAreMarked) {
  Trace trace = clean_trace();
  for (const EventKind kind : {EventKind::kAbort, EventKind::kMiss, EventKind::kSkip}) {
    Event event = event_of_job(trace, EventKind::kDone, 1, 0);
    event.kind = kind;
    event.value = 2;
    trace.events.push_back(event);
  }
  sort_events(trace.events);
  std::set<std::string> marks;
  for (const json& item : items_of(trace)) {
    if (item["ph"] == "i") marks.insert(item["name"]);
  }
  EXPECT_EQ(marks, (std::set<std::string>{"abort", "deadline missed", "skips 2"}));
}

}  // namespace
}  // namespace rtswap::test
