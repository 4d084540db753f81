// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/synthetic_trace.h"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>

#include "rtswap/trace/trace_reader.h"

namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

constexpr dn::Bytes kChunk{4096};

LayerGroup group(bool retained, std::vector<std::uint32_t> chunks) {
  LayerGroup group;
  group.size = kChunk * chunks.size();
  group.retained = retained;
  group.chunks = std::move(chunks);
  return group;
}

TaskTiming timing(std::initializer_list<Nanos> loads) {
  TaskTiming timing;
  for (const Nanos load : loads) {
    GroupTiming group;
    group.exec = {150us, 180us, 200us};
    group.load = {load / 2, load, load};
    group.retained = load == Nanos(0);
    timing.groups.push_back(group);
  }
  return timing;
}

TraceHeader header() {
  TraceHeader header;
  header.tasks = {{"a", 10ms, 10ms, 0ms, 2, 0, Nanos(1200us)},
                  {"b", 20ms, 20ms, 20us, 1, 1, Nanos(2ms)}};
  header.networks = {"anet", "bnet"};
  header.plan.chunk = kChunk;
  header.plan.retained_chunks = 2;
  header.plan.streaming_chunks = 3;
  header.plan.networks = {
      {{group(true, {0}), group(false, {2, 3}), group(false, {4})}, {}, kChunk * 4},
      {{group(false, {2, 3}), group(false, {4})}, {}, kChunk * 3}};
  header.activations = dn::Bytes(1000);
  header.workspace = dn::Bytes(200);
  header.io = dn::Bytes(30);
  header.memory_limit = kChunk * 4 + dn::Bytes(1230);
  header.timing = SetTiming{};
  header.timing->tasks = {timing({0us, 500us, 200us}), timing({250us, 100us})};
  header.timing->late_loads = {0us, 10us, 20us};
  header.device = "cpu";
  return header;
}

class Story {
 public:
  Trace trace{header(), {}, 0, true};

  void of_job(EventKind kind, std::uint16_t task, std::uint32_t job, Nanos at,
              std::uint64_t value = 0) {
    Event event;
    event.at = at;
    event.kind = kind;
    event.task = task;
    event.job = job;
    event.value = value;
    trace.events.push_back(event);
  }
  void compute(std::uint16_t task, std::uint32_t job, std::uint16_t group, Nanos begin, Nanos end) {
    for (const EventKind kind : {EventKind::kGroupBegin, EventKind::kGroupEnd}) {
      of_job(kind, task, job, kind == EventKind::kGroupBegin ? begin : end);
      trace.events.back().network = task;
      trace.events.back().group = group;
    }
  }
  void load(std::uint16_t network, std::uint16_t group, Nanos asked, Nanos begin, Nanos end) {
    const LayerGroup& plan = trace.header.plan.networks[network].groups[group];
    const auto tell = [&](EventKind kind, Nanos at, std::uint64_t value, std::uint8_t detail) {
      Event event;
      event.at = at;
      event.kind = kind;
      event.network = network;
      event.group = group;
      event.value = value;
      event.detail = detail;
      event.chunk = kind == EventKind::kChunks ? plan.chunks.front() : 0;
      trace.events.push_back(event);
    };
    const auto chunks = [&](Nanos at, ChunkContent content) {
      tell(EventKind::kChunks, at, plan.chunks.size(), static_cast<std::uint8_t>(content));
    };
    chunks(asked, ChunkContent::kLoading);
    tell(EventKind::kLoadQueued, asked, plan.size.value, 0);
    tell(EventKind::kLoadBegin, begin, 0, 0);
    tell(EventKind::kLoadEnd, end, static_cast<std::uint64_t>((end - begin).count()), 0);
    chunks(end, ChunkContent::kValid);
  }
  // Job of task a, all but its submission.
  void job_a(std::uint32_t job, Nanos start, std::uint64_t grant) {
    of_job(EventKind::kGrant, 0, job, start + 110us, grant);
    load(0, 1, start + 111us, start + 112us, start + 612us);
    load(0, 2, start + 111us, start + 612us, start + 812us);
    compute(0, job, 0, start + 115us, start + 315us);
    of_job(EventKind::kStall, 0, job, start + 320us, 295'000);
    trace.events.back().network = 0;
    trace.events.back().group = 1;
    compute(0, job, 1, start + 620us, start + 820us);
    compute(0, job, 2, start + 830us, start + 930us);
    of_job(EventKind::kDeviceEnd, 0, job, start + 940us);
    of_job(EventKind::kDone, 0, job, start + 1000us);
  }
  void job_b(std::uint64_t grant) {
    of_job(EventKind::kGrant, 1, 0, 950us, grant);
    load(1, 0, 951us, 952us, 1200us);
    load(1, 1, 951us, 1200us, 1300us);
    compute(1, 0, 0, 1210us, 1400us);
    compute(1, 0, 1, 1400us, 1500us);
    of_job(EventKind::kDeviceEnd, 1, 0, 1510us);
    of_job(EventKind::kDone, 1, 0, 1600us);
  }
};

}  // namespace

Trace clean_trace() {
  Story story;
  story.load(0, 0, -5ms, -4ms, -3ms);
  story.of_job(EventKind::kRelease, 0, 0, 0us, 10'000);
  story.of_job(EventKind::kReady, 0, 0, 100us, 0);
  story.of_job(EventKind::kRelease, 1, 0, 20us, 5'000);
  story.of_job(EventKind::kReady, 1, 0, 105us, 1);
  story.job_a(0, 0us, 2);
  story.job_b(3);
  story.of_job(EventKind::kRelease, 0, 1, 10ms, 10'000);
  story.of_job(EventKind::kReady, 0, 1, 10'100us, 4);
  story.job_a(1, 10ms, 5);
  sort_events(story.trace.events);
  return story.trace;
}

Event& find_event(Trace& trace, const std::function<bool(const Event&)>& wanted) {
  const auto found = std::ranges::find_if(trace.events, wanted);
  if (found == trace.events.end()) throw std::logic_error("no such event");
  return *found;
}

Event& event_of_job(Trace& trace, EventKind kind, std::uint16_t task, std::uint32_t job) {
  return find_event(trace, [&](const Event& event) {
    return event.kind == kind && event.task == task && event.job == job;
  });
}

Event& event_of_group(Trace& trace, EventKind kind, std::uint16_t network, std::uint16_t group) {
  return find_event(trace, [&](const Event& event) {
    return event.kind == kind && event.network == network && event.group == group;
  });
}

void leave_out(Trace& trace, std::uint32_t late, std::uint32_t first, std::uint64_t count) {
  Event skip = event_of_job(trace, EventKind::kDone, 0, late);
  skip.kind = EventKind::kSkip;
  skip.job = first;
  skip.value = count;
  trace.events.push_back(skip);
  sort_events(trace.events);
}

}  // namespace rtswap::test
