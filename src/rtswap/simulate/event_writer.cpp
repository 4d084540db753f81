// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/event_writer.h"

namespace rtswap {
namespace {

void set_job(Event& event, const Job& job) {
  event.task = static_cast<std::uint16_t>(job.task.value);
  event.job = static_cast<std::uint32_t>(job.index.value);
}

void set_group(Event& event, PlannedGroup group) {
  event.network = static_cast<std::uint16_t>(group.network);
  event.group = static_cast<std::uint16_t>(group.group);
}

}  // namespace

Event EventWriter::make(EventKind kind, Instant at) const {
  Event event;
  event.kind = kind;
  event.at = at.time_since_epoch();
  return event;
}

void EventWriter::job_at(EventKind kind, const Job& job, Instant at, std::uint64_t value) {
  if (!is_on()) return;
  Event event = make(kind, at);
  set_job(event, job);
  event.value = value;
  sink_->on_event(event);
}

void EventWriter::group(EventKind kind, const Job& job, PlannedGroup group, std::uint64_t value) {
  if (!is_on()) return;
  Event event = make(kind, now_);
  set_job(event, job);
  set_group(event, group);
  event.value = value;
  sink_->on_event(event);
}

void EventWriter::stall(const Job& job, PlannedGroup group, Instant begin, StallCause cause) {
  if (!is_on()) return;
  Event event = make(EventKind::kStall, begin);
  set_job(event, job);
  set_group(event, group);
  event.detail = static_cast<std::uint8_t>(cause);
  event.value = static_cast<std::uint64_t>((now_ - begin).count());
  sink_->on_event(event);
}

void EventWriter::load(EventKind kind, PlannedGroup group, LoadClass load_class,
                       std::uint64_t value) {
  if (!is_on()) return;
  Event event = make(kind, now_);
  set_group(event, group);
  event.detail = static_cast<std::uint8_t>(load_class);
  event.value = value;
  sink_->on_event(event);
}

void EventWriter::chunks(PlannedGroup owner, ChunkContent content, std::uint32_t first,
                         std::uint64_t count) {
  if (!is_on()) return;
  Event event = make(EventKind::kChunks, now_);
  set_group(event, owner);
  event.detail = static_cast<std::uint8_t>(content);
  event.chunk = first;
  event.value = count;
  sink_->on_event(event);
}

}  // namespace rtswap
