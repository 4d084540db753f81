// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/network_profiler.h"

#include <algorithm>
#include <array>

#include "darknet/base/parallel.h"

namespace rtswap {
namespace {

// The whole network, again and again, with the next run queued before the last one has ended.
struct BusyLoop {
  ProfiledNetwork& network;
  std::unique_ptr<dn::Recording> recording;
  std::array<std::unique_ptr<dn::Fence>, 2> fences;
  std::size_t runs = 0;

  void run() noexcept {
    recording->launch();
    network.stream().record(*fences[runs++ % 2]);
    if (runs > 1) fences[runs % 2]->wait();
  }
};

}  // namespace

NetworkProfiler::NetworkProfiler(dn::Device& device, ProfiledNetwork& network, int runs,
                                 ProfileProgress& progress)
    : device_(device),
      network_(network),
      runs_(runs),
      progress_(progress),
      fence_(device.make_fence()) {}

NetworkProfiler::Times NetworkProfiler::measure(const std::vector<Range>& groups) {
  std::vector<std::unique_ptr<dn::Recording>> recordings;
  recordings.reserve(groups.size());
  for (const Range& group : groups) recordings.push_back(network_.record(group.first, group.last));
  std::vector<Samples> samples(groups.size(), Samples(runs_));
  for (int run = -kWarmUpRuns; run < runs_; ++run) {
    progress_.tick();
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const Instant begin = Instant::clock::now();
      recordings[i]->launch();
      network_.stream().record(*fence_);
      fence_->wait();
      const Nanos time = Instant::clock::now() - begin;
      if (run >= 0) samples[i].add(time);
    }
  }
  Times times;
  for (const Samples& group : samples) times.groups.push_back(group.summary());
  for (int run = 0; run < runs_; ++run) {
    Nanos excess{0};
    for (std::size_t i = 0; i < samples.size(); ++i)
      excess += std::max(Nanos(0), samples[i].at(run) - times.groups[i].median);
    times.excess = std::max(times.excess, excess);
  }
  return times;
}

std::unique_ptr<Background> NetworkProfiler::keep_busy(int threads) {
  const int last = static_cast<int>(network_.compiled().steps().size()) - 1;
  auto loop = std::make_shared<BusyLoop>(
      BusyLoop{network_, network_.record(0, last), {device_.make_fence(), device_.make_fence()}});
  dn::release_compute_threads();
  const auto begin = [this, threads] {
    device_.attach_thread();
    dn::set_compute_threads(threads);
  };
  const auto end = [this] {
    network_.stream().synchronize();
    dn::release_compute_threads();
  };
  return std::make_unique<Background>(
      begin, [loop] { loop->run(); }, end);
}

}  // namespace rtswap
