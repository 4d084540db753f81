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

void DeviceTrace::begin_job(const Grant& grant, std::uint32_t network) noexcept {
  job_ = grant.job;
  network_ = network;
  launched_ = 0;
  const Instant before = Instant::clock::now();
  compute_.record(*origin_);
  origin_at_ = origin_->host_instant().value_or(before);
  Event granted = event(EventKind::kGrant, origin_at_);
  granted.value = grant.number;
  ring_.push(granted);
}

void DeviceTrace::stalled(int group, Nanos waited, StallCause cause) noexcept {
  Event stall = event(EventKind::kStall, Instant::clock::now() - waited, group);
  stall.value = static_cast<std::uint64_t>(waited.count());
  stall.detail = static_cast<std::uint8_t>(cause);
  ring_.push(stall);
}

void DeviceTrace::end_job(const JobOutcome& outcome) noexcept {
  Instant last = origin_at_;
  for (int group = 0; group < launched_; ++group) {
    const auto seen = [&](const dn::Stamp& stamp) {
      return std::clamp<Instant>(origin_at_ + stamp.since(*origin_), last, outcome.end);
    };
    last = seen(*begins_[to_size(group)]);
    ring_.push(event(EventKind::kGroupBegin, last, group));
    last = seen(*ends_[to_size(group)]);
    ring_.push(event(EventKind::kGroupEnd, last, group));
  }
  if (outcome.aborted) ring_.push(event(EventKind::kAbort, outcome.end, launched_));
  Event end = event(EventKind::kDeviceEnd, outcome.end);
  // The stamps came between two instants that the host knows.
  if (device_.has_own_memory())
    end.value = static_cast<std::uint64_t>((outcome.end - last).count());
  ring_.push(end);
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
