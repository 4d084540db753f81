// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/traced_releases.h"

#include <algorithm>

#include "rtswap/trace/trace_format.h"

namespace rtswap {
namespace {

constexpr Nanos kFar = kLongestTraced * 10;

Nanos periodic_release(const TracedTask& task, std::uint64_t job) {
  const auto periods = static_cast<std::uint64_t>((kFar - task.phase) / task.period);
  return job > periods ? kFar : task.phase + task.period * static_cast<std::int64_t>(job);
}

}  // namespace

TracedReleases::TracedReleases(const Trace& trace)
    : header_(trace.header), sporadic_(trace.header.tasks.size()) {
  for (const Event& event : trace.events) {
    if (event.kind == EventKind::kRelease && header_.tasks[event.task].sporadic)
      sporadic_[event.task].push_back({event.job, event.at});
  }
  for (auto& recorded : sporadic_) std::ranges::stable_sort(recorded, {}, &Recorded::job);
}

Nanos TracedReleases::of(std::uint16_t task, std::uint32_t job) const {
  if (!header_.tasks[task].sporadic) return periodic_release(header_.tasks[task], job);
  const auto found = std::ranges::lower_bound(sporadic_[task], job, {}, &Recorded::job);
  return found == sporadic_[task].end() || found->job != job ? kFar : found->at;
}

}  // namespace rtswap
