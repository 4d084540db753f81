// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/link_profiler.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include "rtswap/profile/loss_watch.h"
#include "rtswap/transfer/copy_engine.h"

namespace rtswap {

using dn::Bytes;

std::vector<Bytes> profiled_pieces() {
  return {dn::kKiB * 64, dn::kKiB * 256, dn::kMiB, dn::kMiB * 2, dn::kMiB * 4, kLargestPiece};
}

std::vector<TimeStats> measure_pieces(const std::function<void(Bytes)>& move,
                                      const std::vector<Bytes>& sizes, int runs,
                                      ProfileProgress& progress) {
  std::vector<TimeStats> times;
  times.reserve(sizes.size());
  for (const Bytes size : sizes) {
    times.push_back(sample(
        runs, [&] { progress.tick(); }, [&] { move(size); }));
  }
  return times;
}

// Least squares of (t - a - b x) / t. Where noise would make one of the two negative, the line goes
// through the origin or through the mean instead.
LinkFit fit_link(const std::vector<Bytes>& sizes, const std::vector<TimeStats>& times) {
  double w = 0, wx = 0, wt = 0, wxx = 0, wxt = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const double x = static_cast<double>(sizes[i].value);
    const double t = static_cast<double>(std::max<std::int64_t>(times[i].median.count(), 1));
    const double weight = 1 / (t * t);
    w += weight, wx += weight * x, wt += weight * t;
    wxx += weight * x * x, wxt += weight * x * t;
  }
  const double determinant = w * wxx - wx * wx;
  double slope = determinant > 0 ? (w * wxt - wx * wt) / determinant : 0;  // ns per byte
  double latency = (wt - slope * wx) / w;
  if (slope <= 0 || latency < 0) {
    slope = wxt / wxx;
    latency = 0;
  }
  LinkFit fit;
  fit.latency = Nanos(std::llround(latency));
  fit.bandwidth.bytes_per_second =
      static_cast<std::uint64_t>(std::max<std::int64_t>(std::llround(1e9 / slope), 1));
  fit.bound_latency = fit.latency;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const Nanos copying(static_cast<std::int64_t>(slope * static_cast<double>(sizes[i].value)));
    fit.bound_latency = std::max(fit.bound_latency, times[i].max - copying);
  }
  return fit;
}

LinkFit fit_above(const std::vector<Bytes>& sizes, const std::vector<TimeStats>& times) {
  LinkFit fit = fit_link(sizes, times);
  const double slope = 1e9 / static_cast<double>(fit.bandwidth.bytes_per_second);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const Nanos moving(static_cast<std::int64_t>(slope * static_cast<double>(sizes[i].value)));
    fit.latency = std::max(fit.latency, times[i].median - moving);
  }
  fit.bound_latency = std::max(fit.bound_latency, fit.latency);
  return fit;
}

std::vector<Interruptions> watch_pieces(
    const std::function<void(Bytes, const Arrivals&)>& move_next, const std::vector<Bytes>& sizes,
    const LinkFit& line, Nanos length, ProfileProgress& progress) {
  const double slope = 1e9 / static_cast<double>(line.bandwidth.bytes_per_second);
  LossWatch watch;
  const Arrivals arrived = [&](const MovedPiece& moved) {
    const double moving = slope * static_cast<double>(moved.size.value);
    watch.add(moved.took, line.latency + Nanos(static_cast<std::int64_t>(moving)));
  };
  for (const Instant end = Instant::clock::now() + length; Instant::clock::now() < end;) {
    progress.tick();
    const Instant begin = Instant::clock::now();
    for (const Bytes size : sizes) move_next(size, arrived);
    // Linux stops a real-time thread that leaves nothing to others.
    std::this_thread::sleep_for((Instant::clock::now() - begin) / 8);
  }
  return watch.most();
}

}  // namespace rtswap
