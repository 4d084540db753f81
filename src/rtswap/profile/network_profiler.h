// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "darknet/device/device.h"
#include "rtswap/profile/background.h"
#include "rtswap/profile/profiled_network.h"
#include "rtswap/profile/progress.h"
#include "rtswap/profile/sampler.h"

namespace rtswap {

// Times the computing of a network as a job runs it, its groups in order, run after run, so each
// finds the caches as the one before leaves them. The first finds nothing of its network there: in
// a task set others ran before. Where the host computes, on its clock: each group is launched, a
// fence recorded behind it and waited for, as the executor does it. Elsewhere by stamps in the
// stream, of groups launched one behind the other: what the host takes between two launches delays
// nothing, and a round trip that was taken off could be longer than that of the groups was.
class NetworkProfiler {
 public:
  // All must outlive it. `runs` is at least 1. `watch`: how long to look for interruptions.
  NetworkProfiler(dn::Device& device, ProfiledNetwork& network, int runs, Nanos watch,
                  ProfileProgress& progress);

  // The groups of all steps, first to last; one entry each.
  struct Range {
    int first = 0, last = 0;
    bool operator==(const Range&) const = default;
  };
  std::vector<TimeStats> measure(const std::vector<Range>& groups);
  // The same, and looks for interruptions in these runs; not where the host computes, in as many
  // runs more as there is time to watch.
  std::vector<TimeStats> measure_and_watch(const std::vector<Range>& groups);
  // In all groups that were watched so far.
  const std::vector<Interruptions>& interruptions() const { return interruptions_; }

  // Computes the whole network all the time, of an input that is there already (which would cross
  // the link hundreds of times a second), with `threads` compute threads where the host computes,
  // for as long as it lives. Meanwhile nobody else may run the network, and the caller's own
  // compute threads are gone.
  std::unique_ptr<Background> keep_busy(int threads);

 private:
  using Recordings = std::vector<std::unique_ptr<dn::Recording>>;

  void forget_network();
  Recordings record(const std::vector<Range>& groups);
  std::vector<Samples> run(const Recordings& recordings, Nanos watch);
  std::vector<Samples> run_one_by_one(const Recordings& recordings);
  std::vector<Samples> run_as_a_job(const Recordings& recordings, Nanos watch);
  void look_for_interruptions(const std::vector<Samples>& samples);

  dn::Device& device_;
  ProfiledNetwork& network_;
  int runs_;
  Nanos watch_;
  std::vector<std::byte> others_;     // what other networks leave in the host's caches
  dn::DeviceBlock others_on_device_;  // or in the device's
  ProfileProgress& progress_;
  std::unique_ptr<dn::Fence> fence_;
  std::vector<Interruptions> interruptions_;
};

}  // namespace rtswap
