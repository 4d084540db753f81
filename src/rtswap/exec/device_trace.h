// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <vector>

#include "darknet/device/device.h"
#include "rtswap/exec/arbiter.h"
#include "rtswap/exec/job_outcome.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/trace/event_ring.h"

namespace rtswap {

// Tells the trace what the device does for each job. A group's instants are stamps in the compute
// stream, one in front of its kernels (and behind the wait for its load) and one behind them; their
// distance from a first stamp, put on the empty stream at a known instant, makes them the host's.
// So clocks cannot drift apart by more than during one job. On the host all are exact.
//
// Used by the device thread. Run phase: noexcept, no heap.
class DeviceTrace {
 public:
  // Set-up; throws dn::Error. All of these must outlive it.
  DeviceTrace(EventRing& ring, dn::Device& device, dn::Stream& compute, const SwapPlan& plan);

  // The job has the device, and goes on with the group `first`.
  void begin_turn(const Grant& grant, std::uint32_t network, int first) noexcept;
  void before_group(int group) noexcept { compute_.record(*begins_[to_size(group)]); }
  void after_group(int group) noexcept {
    compute_.record(*ends_[to_size(group)]);
    launched_ = group + 1;
  }
  void stalled(int group, Nanos waited, StallCause cause) noexcept;
  // All groups that were launched in this turn have run, and the host sees that now.
  void have_run() noexcept { seen_end_ = Instant::clock::now(); }
  // The job has left the device before its group `next`.
  void preempted(int next) noexcept;
  // The same, for good.
  void end_job(const JobOutcome& outcome) noexcept;

  // How far a stamp's instant may be from the host's, as measured at set-up; 0 on the host.
  Nanos clock_error() const noexcept { return clock_error_; }

 private:
  static std::size_t to_size(int group) noexcept { return static_cast<std::size_t>(group); }
  Event event(EventKind kind, Instant at) const noexcept;
  Event event(EventKind kind, Instant at, int group) const noexcept;
  Instant tell_groups() noexcept;
  std::uint64_t uncertainty(Instant last) const noexcept;
  void measure_clock_error();

  EventRing& ring_;
  dn::Device& device_;
  dn::Stream& compute_;
  std::unique_ptr<dn::Stamp> origin_;
  std::vector<std::unique_ptr<dn::Stamp>> begins_, ends_;  // [group] of the running job
  Nanos clock_error_{0};
  // Of the running job's turn.
  Job job_;
  std::uint32_t network_ = 0;
  int first_ = 0, launched_ = 0;
  Instant origin_at_, seen_end_;
};

}  // namespace rtswap
