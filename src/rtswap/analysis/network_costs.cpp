// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/network_costs.h"

#include <algorithm>

namespace rtswap {
namespace {

using dn::Bytes;

// The copy engine's largest piece (transfer/copy_engine.h).
constexpr Bytes kPiece = dn::kMiB * 8;

Nanos crossing(Bytes bytes, Bandwidth bandwidth) {
  const auto ns = static_cast<unsigned __int128>(bytes.value) * 1'000'000'000U;
  return Nanos(static_cast<std::int64_t>((ns + bandwidth.bytes_per_second - 1) /
                                         bandwidth.bytes_per_second));
}

// Beside a busy link or alone, whichever was slower: noise can turn them round. No group takes less
// than its launch.
BoundedTime of(const ComputeTimes& times, const CallProfile& calls, Margin margin) {
  const auto own = [&](Nanos time) {
    return std::max(time - calls.round_trip.median, std::min(time, calls.launch.median));
  };
  const Nanos median = own(std::max(times.alone.median, times.link_busy.median));
  const Nanos bound = margin.on(median);
  return {median, std::min(bound, own(std::max(times.alone.p99, times.link_busy.p99))), bound};
}

void add(BoundedTime& sum, const BoundedTime& time) {
  sum.median += time.median;
  sum.p99 += time.p99;
  sum.bound += time.bound;
}

}  // namespace

BoundedTime bounded(const TimeStats& times, Margin margin) {
  return {times.median, times.p99, margin.on(times.max)};
}

LinkCosts::LinkCosts(const LinkProfile& profile, std::optional<LinkSpec> imitated, Margin margin,
                     LinkWindow window)
    : fit_(profile.device_busy), imitated_(imitated), margin_(margin), window_(window) {
  const Nanos worst = std::max(profile.device_busy.bound_latency - profile.device_busy.latency,
                               profile.alone.bound_latency - profile.alone.latency);
  hiccup_ = {Nanos(0), worst, margin.on(worst)};
}

Nanos LinkCosts::one_piece(Bytes bytes) const {
  const Nanos own = fit_.latency + crossing(bytes, fit_.bandwidth);
  if (!imitated_) return own;
  return std::max(own, imitated_->latency + crossing(bytes, imitated_->bandwidth));
}

BoundedTime LinkCosts::load(Bytes bytes) const {
  const std::uint64_t whole = bytes.value / kPiece.value;
  Nanos time = one_piece(kPiece) * static_cast<std::int64_t>(whole);
  if (const Bytes rest = bytes - kPiece * whole; rest > Bytes(0)) time += one_piece(rest);
  return {time, time, margin_.on(time)};
}

BoundedTime LinkCosts::window(Bytes largest) const {
  // Of the largest pieces as many as its bytes allow; the smaller the pieces, the more latencies,
  // but no smaller than where the number of pieces is the limit.
  const Bytes bytes = kPiece * static_cast<std::uint64_t>(window_.largest_pieces);
  const auto count = static_cast<std::uint64_t>(window_.pieces);
  const Bytes piece = std::min({kPiece, largest, Bytes(bytes.value / count)});
  const Nanos time = one_piece(piece) * static_cast<std::int64_t>(count);
  return {time, time, margin_.on(time)};
}

NetworkCosts::NetworkCosts(const Profile& profile, Margin margin) {
  for (const StepProfile& step : profile.steps) {
    steps_.push_back(of(step.times, profile.calls, margin));
    weights_.push_back(step.weights);
  }
  for (const GroupingProfile& grouping : profile.groupings) {
    for (const GroupProfile& group : grouping.groups)
      groups_.try_emplace({group.first_step, group.last_step},
                          of(group.times, profile.calls, margin));
  }
  // Measured for a few margins: of those that are not above this one, the next.
  Nanos lost{0};
  for (const Interruptions& one : profile.interruptions) {
    if (one.percent <= margin.percent) lost = one.lost;
  }
  interruptions_ = {Nanos(0), lost, margin.on(lost)};
}

BoundedTime NetworkCosts::exec(int first_step, int last_step) const {
  const auto known = groups_.find({first_step, last_step});
  if (known != groups_.end()) return known->second;
  BoundedTime sum;
  for (int step = first_step; step <= last_step; ++step)
    add(sum, steps_[static_cast<std::size_t>(step)]);
  return sum;
}

}  // namespace rtswap
