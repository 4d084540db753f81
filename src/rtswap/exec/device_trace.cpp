// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/device_trace.h"

#include <algorithm>

namespace rtswap {

DeviceTrace::DeviceTrace(EventRing& ring, dn::Device& device, dn::Stream& compute,
                         const SwapPlan& plan)
    : ring_(ring), device_(device), compute_(compute), origin_(device.make_stamp()) {
  std::size_t most = 0;
  for (const NetworkPlan& network : plan.networks) most = std::max(most, network.groups.size());
  for (std::size_t group = 0; group < most; ++group) {
    begins_.push_back(device.make_stamp());
    ends_.push_back(device.make_stamp());
  }
  if (device.has_own_memory()) measure_clock_error();
}

// The device comes to a stamp on an empty stream some time after the host has read the clock, and
// before the host sees that it did.
void DeviceTrace::measure_clock_error() {
  constexpr int kRounds = 100;
  compute_.synchronize();
  for (int round = 0; round < kRounds; ++round) {
    const Instant before = Instant::clock::now();
    compute_.record(*origin_);
    compute_.synchronize();
    clock_error_ = std::max<Nanos>(clock_error_, Instant::clock::now() - before);
  }
}

void DeviceTrace::begin_turn(const Grant& grant, std::uint32_t network, int first) noexcept {
  job_ = grant.job;
  network_ = network;
  first_ = launched_ = first;
  const Instant before = Instant::clock::now();
  compute_.record(*origin_);
  origin_at_ = seen_end_ = origin_->host_instant().value_or(before);
  Event granted = grant.is_resumption ? event(EventKind::kResume, origin_at_, first)
                                      : event(EventKind::kGrant, origin_at_);
  granted.value = grant.number;
  ring_.push(granted);
}

void DeviceTrace::stalled(int group, Nanos waited, StallCause cause) noexcept {
  Event stall = event(EventKind::kStall, Instant::clock::now() - waited, group);
  stall.value = static_cast<std::uint64_t>(waited.count());
  stall.detail = static_cast<std::uint8_t>(cause);
  ring_.push(stall);
}

void DeviceTrace::preempted(int next) noexcept {
  const Instant last = tell_groups();
  Event preempt = event(EventKind::kPreempt, Instant::clock::now(), next);
  preempt.value = uncertainty(last);
  ring_.push(preempt);
}

void DeviceTrace::end_job(const JobOutcome& outcome) noexcept {
  const Instant last = tell_groups();
  if (outcome.aborted) ring_.push(event(EventKind::kAbort, outcome.end, launched_));
  Event end = event(EventKind::kDeviceEnd, outcome.end);
  end.value = uncertainty(last);
  ring_.push(end);
}

// Those of the turn, which have all run; returns the end of the last one.
Instant DeviceTrace::tell_groups() noexcept {
  Instant last = origin_at_;
  for (int group = first_; group < launched_; ++group) {
    const auto seen = [&](const dn::Stamp& stamp) {
      return std::clamp<Instant>(origin_at_ + stamp.since(*origin_), last, seen_end_);
    };
    last = seen(*begins_[to_size(group)]);
    ring_.push(event(EventKind::kGroupBegin, last, group));
    last = seen(*ends_[to_size(group)]);
    ring_.push(event(EventKind::kGroupEnd, last, group));
  }
  return last;
}

// The stamps came between two instants that the host knows.
std::uint64_t DeviceTrace::uncertainty(Instant last) const noexcept {
  return device_.has_own_memory() ? static_cast<std::uint64_t>((seen_end_ - last).count()) : 0;
}

Event DeviceTrace::event(EventKind kind, Instant at) const noexcept {
  Event event;
  event.at = at.time_since_epoch();
  event.kind = kind;
  event.task = static_cast<std::uint16_t>(job_.task.value);
  event.job = static_cast<std::uint32_t>(job_.index.value);
  return event;
}

Event DeviceTrace::event(EventKind kind, Instant at, int group) const noexcept {
  Event of_group = event(kind, at);
  of_group.network = static_cast<std::uint16_t>(network_);
  of_group.group = static_cast<std::uint16_t>(group);
  return of_group;
}

}  // namespace rtswap
