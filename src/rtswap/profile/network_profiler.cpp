// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/network_profiler.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

#include "darknet/base/parallel.h"
#include "rtswap/profile/loss_watch.h"

namespace rtswap {
namespace {

// More than the caches of most processors hold, and of GPUs.
constexpr dn::Bytes kOthers = dn::kMiB * 64;
constexpr dn::Bytes kOthersOnDevice = dn::kMiB * 128;
// Between two jobs the thread that computes sleeps, too.
constexpr std::chrono::milliseconds kNap(5);

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

std::vector<TimeStats> summaries(const std::vector<Samples>& samples) {
  std::vector<TimeStats> times;
  times.reserve(samples.size());
  for (const Samples& group : samples) times.push_back(group.summary());
  return times;
}

}  // namespace

NetworkProfiler::NetworkProfiler(dn::Device& device, ProfiledNetwork& network, int runs,
                                 Nanos watch, ProfileProgress& progress)
    : device_(device),
      network_(network),
      runs_(runs),
      watch_(watch),
      others_(device.has_own_memory() ? 0 : kOthers.value),
      others_on_device_(
          device.allocate(device.has_own_memory() ? kOthersOnDevice : dn::Bytes(0), "profile")),
      progress_(progress),
      fence_(device.make_fence()) {}

void NetworkProfiler::forget_network() {
  constexpr std::size_t kLine = 64;
  for (std::size_t at = 0; at < others_.size(); at += kLine)
    others_[at] = static_cast<std::byte>(std::to_integer<int>(others_[at]) + 1);
  if (!others_.empty()) std::this_thread::sleep_for(kNap);
  if (device_.has_own_memory())
    network_.stream().clear(others_on_device_.data(), others_on_device_.size());
}

NetworkProfiler::Recordings NetworkProfiler::record(const std::vector<Range>& groups) {
  Recordings recordings;
  for (const Range& group : groups) recordings.push_back(network_.record(group.first, group.last));
  return recordings;
}

std::vector<TimeStats> NetworkProfiler::measure(const std::vector<Range>& groups) {
  return summaries(run(record(groups), Nanos(0)));
}

std::vector<TimeStats> NetworkProfiler::measure_and_watch(const std::vector<Range>& groups) {
  const std::vector<Samples> samples = run(record(groups), watch_);
  look_for_interruptions(samples);
  return summaries(samples);
}

std::vector<Samples> NetworkProfiler::run(const Recordings& recordings, Nanos watch) {
  return device_.has_own_memory() ? run_as_a_job(recordings, watch) : run_one_by_one(recordings);
}

std::vector<Samples> NetworkProfiler::run_one_by_one(const Recordings& recordings) {
  std::vector<Samples> samples(recordings.size(), Samples(runs_));
  for (int run = -kWarmUpRuns; run < runs_; ++run) {
    progress_.tick();
    forget_network();
    for (std::size_t i = 0; i < recordings.size(); ++i) {
      const Instant begin = Instant::clock::now();
      recordings[i]->launch();
      network_.stream().record(*fence_);
      fence_->wait();
      const Nanos time = Instant::clock::now() - begin;
      if (run >= 0) samples[i].add(time);
    }
  }
  return samples;
}

// A group's time is from its begin to the next one's: what lies between two groups is in it. Each
// has two stamps, as in a job that is traced.
std::vector<Samples> NetworkProfiler::run_as_a_job(const Recordings& recordings, Nanos watch) {
  std::vector<std::unique_ptr<dn::Stamp>> begins, ends;
  for (std::size_t i = 0; i < recordings.size(); ++i) {
    begins.push_back(device_.make_stamp());
    ends.push_back(device_.make_stamp());
  }
  std::vector<Samples> samples(recordings.size(), Samples(runs_));
  const Instant end = Instant::clock::now() + watch;
  for (int run = -kWarmUpRuns; run < runs_ || Instant::clock::now() < end; ++run) {
    progress_.tick();
    forget_network();
    for (std::size_t i = 0; i < recordings.size(); ++i) {
      network_.stream().record(*begins[i]);
      recordings[i]->launch();
      network_.stream().record(*ends[i]);
    }
    network_.stream().synchronize();
    if (run < 0) continue;
    for (std::size_t i = 0; i + 1 < recordings.size(); ++i)
      samples[i].add(begins[i + 1]->since(*begins[i]));
    samples.back().add(ends.back()->since(*begins.back()));
  }
  return samples;
}

// By a clock that goes only while groups run: a job's groups follow each other closer than these.
void NetworkProfiler::look_for_interruptions(const std::vector<Samples>& samples) {
  std::vector<Nanos> medians;
  medians.reserve(samples.size());
  for (const Samples& group : samples) medians.push_back(group.summary().median);
  LossWatch watch;
  for (int run = 0; run < samples.front().count(); ++run) {
    for (std::size_t i = 0; i < samples.size(); ++i) watch.add(samples[i].at(run), medians[i]);
  }
  take_worse(interruptions_, watch.most());
}

std::unique_ptr<Background> NetworkProfiler::keep_busy(int threads) {
  auto loop = std::make_shared<BusyLoop>(BusyLoop{
      network_, network_.record_computing(), {device_.make_fence(), device_.make_fence()}});
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
