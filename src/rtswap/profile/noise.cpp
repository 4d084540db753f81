// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/noise.h"

#include <fmt/format.h>

#include <chrono>

#include "rtswap/profile/sampler.h"

namespace rtswap {
namespace {

class Reasons {
 public:
  void judge(std::string_view what, const TimeStats& times) {
    const std::string noise = noise_in(times);
    if (!noise.empty()) reasons_.push_back(fmt::format("{}: {}", what, noise));
  }
  void judge_busy(std::string_view what, TimeStats times) {
    times.p99 = times.median;
    judge(what, times);
  }
  // Far beyond anything that is somebody's turn on a processor.
  void judge_stops(std::string_view what, const std::vector<Interruptions>& beyond) {
    constexpr Nanos kStopped = std::chrono::milliseconds(5);
    if (beyond.empty() || beyond.back().lost < kStopped) return;
    add(fmt::format("{} stood still for {} within {}", what, human(beyond.back().lost),
                    human(kInterruptionWindow)));
  }
  void add(std::string reason) { reasons_.push_back(std::move(reason)); }
  std::vector<std::string> take() { return std::move(reasons_); }

 private:
  std::vector<std::string> reasons_;
};

// Of the time of all steps alone, in percent.
std::int64_t share_of_noisy_steps(const Profile& profile) {
  Nanos all{0}, noisy{0};
  for (const StepProfile& step : profile.steps) {
    const TimeStats& times = step.times.alone;
    all += times.median;
    if (!noise_in(times).empty()) noisy += times.median;
  }
  return all == Nanos(0) ? 0 : noisy * 100 / all;
}

}  // namespace

std::vector<std::string> noise_of(const Profile& profile) {
  constexpr std::int64_t kMostPercent = 25;
  Reasons reasons;
  const ComputeTimes& whole = profile.groupings.back().groups.front().times;
  if (whole.alone.runs < kFewestRuns) {
    reasons.add(fmt::format("{} runs are too few to tell, at least {} are needed", whole.alone.runs,
                            kFewestRuns));
  }
  reasons.judge("the whole network", whole.alone);
  reasons.judge_busy("the whole network while the link is busy", whole.link_busy);
  const PieceProfile& largest = profile.link.pieces.back();
  reasons.judge("copies of " + human(largest.size), largest.alone);
  reasons.judge_busy("copies of " + human(largest.size) + " while the device is busy",
                     largest.device_busy);
  if (profile.file) {
    const PieceProfile& read = profile.file->reads.pieces.back();
    reasons.judge_busy("reading " + human(read.size) + " from files", read.alone);
    if (!profile.file->is_direct)
      reasons.add("files: read through the page cache, so these are no times of a disk");
  }
  reasons.judge_stops("the network", profile.interruptions);
  reasons.judge_stops("the link", profile.link.late);
  const std::int64_t percent = share_of_noisy_steps(profile);
  if (percent > kMostPercent)
    reasons.add(fmt::format("the steps: {} % of their time is in noisy ones", percent));
  return reasons.take();
}

}  // namespace rtswap
