// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/profiler.h"

#include <pthread.h>
#include <sched.h>

#include <functional>

#include "darknet/base/aligned_buffer.h"
#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/hash.h"
#include "darknet/base/parallel.h"
#include "darknet/device/facts.h"
#include "darknet/net/load_weights.h"
#include "rtswap/exec/realtime.h"
#include "rtswap/plan/grouping.h"
#include "rtswap/profile/call_profiler.h"
#include "rtswap/profile/host_profiler.h"
#include "rtswap/profile/link_profiler.h"
#include "rtswap/profile/mapping_profiler.h"
#include "rtswap/profile/network_profiler.h"
#include "rtswap/profile/noise.h"
#include "rtswap/profile/profiled_file.h"
#include "rtswap/profile/profiled_link.h"

namespace rtswap {
namespace {

using dn::Bytes;

ProfiledDevice describe(const dn::Device& device) {
  ProfiledDevice described;
  described.name = device.description();
  described.kind = device.has_own_memory() ? "cuda" : "cpu";
  described.compute_threads = dn::compute_threads();
  for (const dn::DeviceFact& fact : device_facts(device))
    described.facts.push_back({fact.name, fact.value});
  return described;
}

NetworkIdentity identify(const ProfileRequest& request, const std::string& cfg_text,
                         const dn::CompiledNetwork& compiled) {
  NetworkIdentity identity;
  identity.cfg = request.cfg;
  identity.cfg_hash = dn::hash64(cfg_text);
  identity.weights = request.weights;
  identity.precision = request.precision_name;
  identity.batch = request.batch;
  identity.packing_hash = dn::hash64(compiled.packing());
  identity.weight_bytes = compiled.weight_bytes();
  identity.arena = compiled.arena_bytes();
  identity.workspace = compiled.workspace_bytes();
  identity.io = compiled.io_bytes();
  identity.state = compiled.state_bytes();
  return identity;
}

std::vector<StepProfile> empty_steps(const dn::CompiledNetwork& compiled) {
  std::vector<StepProfile> steps;
  for (const dn::Step& step : compiled.steps()) {
    const char* type = compiled.network().layer(step.layer).type();
    steps.push_back({step.layer, step.part, type, step.weights, {}});
  }
  return steps;
}

GroupProfile empty_group(const std::vector<StepProfile>& steps, int first, int last) {
  GroupProfile group{first, last, Bytes(0), {}};
  for (int i = first; i <= last; ++i) group.weights += steps[i].weights;
  return group;
}

std::vector<GroupingProfile> empty_groupings(const std::vector<StepProfile>& steps) {
  std::vector<Bytes> weights;
  weights.reserve(steps.size());
  for (const StepProfile& step : steps) weights.push_back(step.weights);
  std::vector<GroupingProfile> groupings;
  for (const Bytes target : kProfiledGroups) {
    GroupingProfile& grouping = groupings.emplace_back(GroupingProfile{target, {}});
    for (const LayerGroup& group : group_by_size(weights, target, Bytes(dn::kAlignment)).groups)
      grouping.groups.push_back(empty_group(steps, group.first_step, group.last_step));
  }
  const int last = static_cast<int>(steps.size()) - 1;
  groupings.push_back({Bytes(0), {empty_group(steps, 0, last)}});
  return groupings;
}

using Ranges = std::vector<NetworkProfiler::Range>;

Ranges ranges_of(const GroupingProfile& grouping) {
  Ranges ranges;
  for (const GroupProfile& group : grouping.groups)
    ranges.push_back({group.first_step, group.last_step});
  return ranges;
}

// Fills one of the two times of all steps and groups; targets that cut the network alike are
// measured once.
void measure_computing(NetworkProfiler& profiler, TimeStats ComputeTimes::*which,
                       Profile& profile) {
  Ranges single;
  for (int i = 0; i < static_cast<int>(profile.steps.size()); ++i) single.push_back({i, i});
  const std::vector<TimeStats> steps = profiler.measure(single);
  for (std::size_t i = 0; i < profile.steps.size(); ++i) profile.steps[i].times.*which = steps[i];

  Ranges last_ranges;
  std::vector<TimeStats> times;
  for (GroupingProfile& grouping : profile.groupings) {
    const Ranges ranges = ranges_of(grouping);
    if (ranges != last_ranges) times = profiler.measure_and_watch(ranges);
    last_ranges = ranges;
    for (std::size_t i = 0; i < ranges.size(); ++i) grouping.groups[i].times.*which = times[i];
  }
}

GroupingProfile wanted_grouping(const std::vector<StepProfile>& steps,
                                const std::vector<std::pair<int, int>>& groups) {
  GroupingProfile grouping;
  for (const auto& [first, last] : groups)
    grouping.groups.push_back(empty_group(steps, first, last));
  return grouping;
}

// Of a link or of files: whatever moves pieces, one by one or one behind the other.
struct Mover {
  std::string what;
  std::function<void(Bytes)> move;
  std::function<void(Bytes, const Arrivals&)> move_next;
  decltype(&fit_link) fit;
};

// As the executor's copy thread, where the system allows it: copying does not wait for computing.
// Threads that are started meanwhile inherit that.
class AsCopyThread {
 public:
  AsCopyThread() { make_realtime(::pthread_self(), RealtimePriority::kCopy); }
  AsCopyThread(const AsCopyThread&) = delete;
  AsCopyThread& operator=(const AsCopyThread&) = delete;
  ~AsCopyThread() {
    const sched_param none{};
    ::pthread_setschedparam(::pthread_self(), SCHED_OTHER, &none);
  }
};

LinkProfile measure_moves(const Mover& mover, NetworkProfiler& profiler,
                          const ProfileRequest& request, ProfileProgress& progress) {
  const std::vector<Bytes> sizes = profiled_pieces();
  progress.begin(mover.what + ", alone");
  const auto alone = measure_pieces(mover.move, sizes, request.runs, progress);
  LinkProfile profile;
  profile.alone = mover.fit(sizes, alone);
  progress.begin(mover.what + ", while the device is busy");
  const auto computing = profiler.keep_busy(request.threads);
  const AsCopyThread priority;
  const auto busy = measure_pieces(mover.move, sizes, request.runs, progress);
  profile.device_busy = mover.fit(sizes, busy);
  // Groups are watched a dozen times, pieces here only.
  profile.late =
      watch_pieces(mover.move_next, sizes, profile.device_busy, request.watch * 4, progress);
  for (std::size_t i = 0; i < sizes.size(); ++i)
    profile.pieces.push_back({sizes[i], alone[i], busy[i]});
  return profile;
}

FileProfile measure_files(dn::Device& device, NetworkProfiler& profiler,
                          const ProfileRequest& request, ProfileProgress& progress) {
  progress.begin("writing a file");
  ProfiledFile file(device, request.files);
  FileProfile profile{request.files, file.is_direct(), {}};
  const auto read = [&](Bytes size) { file.read_next(size); };
  const auto read_next = [&](Bytes size, const Arrivals& arrived) {
    const Instant begin = Instant::clock::now();
    file.read_next(size);
    arrived({size, Instant::clock::now() - begin});
  };
  profile.reads = measure_moves({"files", read, read_next, fit_above}, profiler, request, progress);
  return profile;
}

void measure_all(dn::Device& device, const ProfileRequest& request, ProfiledNetwork& network,
                 ProfileProgress& progress, Profile& profile) {
  NetworkProfiler profiler(device, network, request.runs, request.watch, progress);
  const bool all = request.only_groups.empty();
  if (all) {
    progress.begin("layers and groups, alone");
    measure_computing(profiler, &ComputeTimes::alone, profile);
  }
  ProfiledLink link(device);
  {
    progress.begin("layers and groups, while the link is busy");
    const auto copying = link.saturate();
    measure_computing(profiler, &ComputeTimes::link_busy, profile);
  }
  profile.interruptions = profiler.interruptions();
  if (request.link) {
    link.link().attach_thread();
    const auto copy = [&](Bytes size) { link.copy_next(size); };
    const auto copy_next = [&](Bytes size, const Arrivals& arrived) {
      link.stream_next(size, arrived);
    };
    profile.link =
        measure_moves({"the link", copy, copy_next, fit_link}, profiler, request, progress);
    link.drain();
  }
  if (!request.files.empty()) profile.file = measure_files(device, profiler, request, progress);

  progress.begin("mapping and calls");
  if (all) profile.mapping = profile_mapping(device.vmm(), request.runs, progress);
  profile.calls = profile_calls(device, request.runs, progress);
  TaskSpec task;
  task.thresh = request.thresh;
  task.nms = request.nms;
  profile.host = profile_host(device, network.compiled(), task, request.runs, progress);
}

}  // namespace

Profile make_profile(dn::Device& device, const ProfileRequest& request, ProfileProgress& progress) {
  progress.begin("loading");
  dn::set_compute_threads(request.threads);
  const std::string cfg = dn::read_text_file(request.cfg);
  dn::NetworkOptions options;
  options.batch = request.batch;
  const dn::Network network = dn::Network::build(dn::parse_cfg(cfg, request.cfg), options);
  ProfiledNetwork profiled(device, network, dn::load_weights(network, request.weights),
                           request.precision, request.cut);
  if (profiled.compiled().steps().empty())
    throw dn::bad_input(request.cfg + ": no layer of it computes anything to profile");

  Profile profile;
  profile.device = describe(device);
  profile.network = identify(request, cfg, profiled.compiled());
  profile.steps = empty_steps(profiled.compiled());
  profile.groupings = request.only_groups.empty()
                          ? empty_groupings(profile.steps)
                          : std::vector{wanted_grouping(profile.steps, request.only_groups)};
  measure_all(device, request, profiled, progress, profile);
  if (request.only_groups.empty()) profile.noise = noise_of(profile);
  return profile;
}

}  // namespace rtswap
