// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/release_sequence.h"

#include <algorithm>
#include <cmath>

#include "rtswap/sched/release.h"

namespace rtswap {
namespace {

// Nothing is released later: sums with the longest gap and the longest period stay within 64 bits.
constexpr Nanos kLatest = std::chrono::hours(24 * 365 * 100);

// Exponentially distributed: the inverse of its distribution function, at a number from (0, 1].
Nanos exponential_gap(Nanos mean, std::mt19937_64& random) noexcept {
  constexpr double kStep = 0x1p-53;
  const double uniform = static_cast<double>((random() >> 11U) + 1) * kStep;
  return Nanos(static_cast<std::int64_t>(-std::log(uniform) * static_cast<double>(mean.count())));
}

}  // namespace

ReleaseSequence::ReleaseSequence(const TaskSpec& task, const ReleaseEnd& end)
    : task_(task), end_(end), arrival_(task.phase), random_(task.release.seed) {
  if (task_.release.is_periodic()) {
    set_periodic(JobIndex{0});
  } else {
    set_arrival(JobIndex{0});
  }
}

void ReleaseSequence::advance() noexcept {
  const JobIndex following{next_.index.value + 1};
  if (task_.release.is_periodic()) return set_periodic(following);
  set_arrival(following);
}

std::uint64_t ReleaseSequence::skip_until(Nanos offset) noexcept {
  const JobIndex first = next_.index;
  if (task_.release.is_periodic()) {
    JobIndex target = std::max(first, first_released_from(task_, offset));
    if (end_.duration) target = std::min(target, first_released_from(task_, *end_.duration));
    if (end_.jobs) target = std::min(target, JobIndex{*end_.jobs});
    if (first < target) set_periodic(target);
  } else {
    while (!is_over_ && next_.offset < offset) advance();
  }
  return next_.index.value - first.value;
}

Instant ReleaseSequence::predicted(Instant start) const noexcept {
  return is_over_ || !task_.release.is_periodic() ? Instant::max() : start + next_.offset;
}

Job ReleaseSequence::next_job(TaskId id, Instant start) const noexcept {
  const Instant release = start + next_.offset;
  return {id, next_.index, release, release + task_.deadline};
}

void ReleaseSequence::set_periodic(JobIndex index) noexcept {
  next_ = {index, release_offset(task_, index), Nanos(0)};
  settle_end();
}

void ReleaseSequence::set_arrival(JobIndex index) noexcept {
  const std::optional<Nanos> arrival = draw_arrival(index);
  if (!arrival) {
    next_.index = index;
    is_over_ = true;
    return;
  }
  arrival_ = *arrival;
  const Nanos earliest = index.value == 0 ? arrival_ : next_.offset + task_.period;
  const Nanos offset = std::max(arrival_, earliest);
  next_ = {index, offset, offset - arrival_};
  settle_end();
}

std::optional<Nanos> ReleaseSequence::draw_arrival(JobIndex index) noexcept {
  const ReleaseSpec& release = task_.release;
  if (release.kind == ReleaseKind::kPoisson)
    return arrival_ + exponential_gap(release.mean_gap, random_);
  if (index.value >= release.arrivals.size()) return std::nullopt;
  return task_.phase + release.arrivals[index.value];
}

void ReleaseSequence::settle_end() noexcept {
  is_over_ = (end_.duration && next_.offset >= *end_.duration) ||
             (end_.jobs && next_.index.value >= *end_.jobs) || next_.offset > kLatest;
}

}  // namespace rtswap
