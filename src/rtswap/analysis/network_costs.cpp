// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/analysis/network_costs.h"

#include <algorithm>

#include "rtswap/model/link_pieces.h"

namespace rtswap {
namespace {

using dn::Bytes;

Nanos crossing(Bytes bytes, Bandwidth bandwidth) {
  const auto ns = static_cast<unsigned __int128>(bytes.value) * 1'000'000'000U;
  return Nanos(static_cast<std::int64_t>((ns + bandwidth.bytes_per_second - 1) /
                                         bandwidth.bytes_per_second));
}

Nanos line(const LinkFit& fit, Bytes bytes) { return fit.latency + crossing(bytes, fit.bandwidth); }

template <typename TimeOf>
Nanos sum_of_pieces(Bytes bytes, Bytes most, const TimeOf& time_of) {
  const std::uint64_t whole = bytes.value / most.value;
  const Bytes rest = bytes - most * whole;
  const Nanos time = time_of(most) * static_cast<std::int64_t>(whole);
  return rest > Bytes(0) ? time + time_of(rest) : time;
}

// Measured for a few margins: of those that are not above this one, the next.
Nanos lost_beyond(const std::vector<Interruptions>& beyond, Margin margin) {
  Nanos lost{0};
  for (const Interruptions& one : beyond) {
    if (one.percent <= margin.percent) lost = one.lost;
  }
  return lost;
}

// The least margin, from the user's on, with which what is lost is rare; the user's where none is
// enough.
Margin rare_beyond(const std::vector<Interruptions>& beyond, Margin margin) {
  constexpr Nanos kRare = kInterruptionWindow / 100;
  for (const Interruptions& one : beyond) {
    const Margin larger{std::max(one.percent, margin.percent)};
    if (lost_beyond(beyond, larger) <= kRare) return larger;
  }
  return margin;
}

// Beside a busy link or alone, whichever was slower: noise can turn them round.
BoundedTime of(const ComputeTimes& times, Margin margin) {
  const Nanos median = std::max(times.alone.median, times.link_busy.median);
  const Nanos bound = margin.on(median);
  return {median, std::min(bound, std::max(times.alone.p99, times.link_busy.p99)), bound};
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

BoundedTime twice(Nanos rare, Margin margin) { return {Nanos(0), rare, margin.on(rare * 2)}; }

LinkCosts::LinkCosts(const LinkProfile& profile, std::optional<LinkSpec> imitated, Margin margin,
                     LinkDepth depth, const std::optional<LinkProfile>& file)
    : fit_(profile.device_busy),
      imitated_(imitated),
      depth_(depth),
      margin_(margin),
      on_copies_(rare_beyond(profile.late, margin)),
      on_reads_(on_copies_),
      late_copies_(twice(lost_beyond(profile.late, on_copies_), margin)) {
  if (!file) return;
  reading_ = file->device_busy;
  on_reads_ = rare_beyond(file->late, margin);
  late_reads_ = twice(lost_beyond(file->late, on_reads_), margin);
}

Nanos LinkCosts::copying(Bytes piece) const {
  const Nanos own = line(fit_, piece);
  if (!imitated_) return own;
  return std::max(own, imitated_->latency + crossing(piece, imitated_->bandwidth));
}

Nanos LinkCosts::reading(Bytes piece) const { return reading_ ? line(*reading_, piece) : Nanos(0); }

Margin LinkCosts::on_loads(Tier tier) const {
  return Margin{std::max(on_copies_.percent, tier == Tier::kFile ? on_reads_.percent : 0)};
}

std::optional<int> LinkCosts::raised_percent(Tier tier) const {
  const int percent = on_loads(tier).percent;
  return percent > margin_.percent ? std::optional(percent) : std::nullopt;
}

BoundedTime LinkCosts::bounded_load(Nanos time, Tier tier) const {
  return {time, time, on_loads(tier).on(time)};
}

BoundedTime LinkCosts::load(Bytes bytes, Tier tier) const {
  const auto slower = [&](Bytes size) {
    return tier == Tier::kFile ? std::max(copying(size), reading(size)) : copying(size);
  };
  Nanos time = sum_of_pieces(bytes, kLargestPiece, slower);
  // Nothing is copied while the first piece is read, or nothing read while the last one is copied.
  if (const Bytes largest = std::min(bytes, kLargestPiece);
      tier == Tier::kFile && largest > Bytes(0))
    time += std::min(copying(largest), reading(largest));
  return bounded_load(time, tier);
}

BoundedTime LinkCosts::prefetch(Bytes bytes, Tier tier) const {
  const auto alone = [&](Bytes size) {
    return tier == Tier::kFile ? copying(size) + reading(size) : copying(size);
  };
  return bounded_load(sum_of_pieces(bytes, kPrefetchPiece, alone), tier);
}

BoundedTime LinkCosts::window(Bytes largest, Tier tier) const {
  const Bytes piece = std::min(kPrefetchPiece, largest);
  return bounded_load(on_the_way(depth(tier).depth, piece, piece, tier), tier);
}

// Of the largest pieces as many as the depth allows; the smaller the pieces, the more latencies,
// but no smaller than where the number of pieces is the limit.
BoundedTime LinkCosts::flight(Bytes largest, Tier tier) const {
  const Bytes bytes = kLargestPiece * static_cast<std::uint64_t>(depth(tier).depth);
  const int slots = depth(tier).slots;
  const Bytes piece =
      std::min({kLargestPiece, largest, Bytes(bytes.value / static_cast<std::uint64_t>(slots))});
  return bounded_load(on_the_way(slots, piece, std::min(kLargestPiece, largest), tier), tier);
}

// So many pieces of the bytes of `piece` each, on average; none is larger than `first`.
Nanos LinkCosts::on_the_way(int pieces, Bytes piece, Bytes first, Tier tier) const {
  if (tier == Tier::kHostMemory) return copying(piece) * pieces;
  // Which of the two is slower may depend on the size: the worse of everything.
  LinkFit slower = reading_.value_or(fit_);
  slower.latency = std::max({slower.latency, fit_.latency, imitated_.value_or(LinkSpec{}).latency});
  slower.bandwidth = std::min(slower.bandwidth, fit_.bandwidth);
  if (imitated_) slower.bandwidth = std::min(slower.bandwidth, imitated_->bandwidth);
  return line(slower, piece) * pieces + std::min(copying(first), reading(first));
}

BoundedTime LinkCosts::late_loads(Tier tier) const {
  BoundedTime late = late_copies_;
  if (tier == Tier::kFile) add(late, late_reads_);
  return late;
}

NetworkCosts::NetworkCosts(const Profile& profile, Margin margin) {
  for (const StepProfile& step : profile.steps) {
    steps_.push_back(of(step.times, margin));
    weights_.push_back(step.weights);
  }
  for (const GroupingProfile& grouping : profile.groupings) {
    for (const GroupProfile& group : grouping.groups)
      groups_.try_emplace({group.first_step, group.last_step}, of(group.times, margin));
  }
  interruptions_ = twice(lost_beyond(profile.interruptions, margin), margin);
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
