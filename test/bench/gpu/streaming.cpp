// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <algorithm>

#include "darknet/base/error.h"
#include "test/bench/gpu/settings.h"
#include "test/bench/gpu/swap_rig.h"

// All weights on the host: a job's time against what link and device allow. For several sizes of
// groups, because the best one is the planner's to find.
namespace bench_gpu {
namespace {

using dn::Bytes;

// Bytes per millisecond of one long copy from pinned memory; the best of several.
double peak_of_link(const Settings& settings) {
  const Bytes size = settings.smoke ? dn::kMiB : dn::kMiB * 256;
  const dn::DeviceBlock to = settings.device->allocate(size, "peak of the link");
  const dn::DeviceBlock from = settings.device->allocate_pinned(size, "peak of the link");
  const auto stream = settings.device->make_stream(dn::StreamPriority::kNormal);
  const Samples times = time_repeatedly({2, 20, std::chrono::seconds(2)}, [&] {
    const auto begin = Clock::now();
    stream->copy(to.data(), from.data(), size);
    stream->synchronize();
    return millis(Clock::now() - begin);
  });
  return static_cast<double>(size.value) / times.percentile(0);
}

// No job can be faster than, for every k, loading the groups 1..k and then running k..G.
double bound_of(SwapRig& resident, double peak) {
  double loaded = 0, bound = 0;
  for (std::size_t k = 0; k < resident.groups(0).size(); ++k) {
    loaded += static_cast<double>(resident.groups(0)[k].size.value) / peak;
    const Samples rest = time_repeatedly({3, 15, std::chrono::milliseconds(200)},
                                         [&] { return resident.time_groups_from(0, k); });
    bound = std::max(bound, loaded + rest.median());
  }
  return bound;
}

// Where the weights are brought to: the smallest area, which they go through, or the place of
// another network of the same size, which is forgotten.
enum class Room { kTwoGroups, kWholeNetwork };

void measure(const Settings& settings, Report& report, const NetworkChoice& choice, Room room,
             Bytes group, double peak) {
  nlohmann::ordered_json row{
      {"part", "streaming"},
      {"network", choice.name},
      {"batch", choice.batch},
      {"precision", "tf32"},
      {"placement", rtswap::name_of(rtswap::kPlacementNames, settings.placement)},
      {"room", room == Room::kTwoGroups ? "two groups" : "whole network"},
      {"group_KiB", group.value >> 10}};
  try {
    SwapOptions options;
    options.precision = dn::Precision::kTensorFloat32;
    options.group = group;
    SwapRig resident(settings, {choice}, options);
    row["groups"] = resident.groups(0).size();
    row["bound_ms"] = bound_of(resident, peak);
    row["resident_ms"] = resident.time_groups_from(0, 0);
    std::vector<NetworkChoice> networks{choice};
    if (room == Room::kTwoGroups) {
      options.share = 0;
    } else {
      options.takes_turns = true;
      networks.push_back(choice);
    }
    SwapRig streamed(settings, networks, options);
    // What a job loaded last may be counted with the next one, so the mean.
    dn::Bytes loaded;
    int count = 0;
    const Samples jobs = time_repeatedly(settings.repeats(), [&] {
      const SwapRig::Job job = streamed.run(static_cast<std::uint32_t>(count % networks.size()));
      loaded += job.swapped_in;
      ++count;
      return job.total_ms;
    });
    const double bytes = static_cast<double>(loaded.value) / count;
    row["median_ms"] = jobs.median();
    row["p99_ms"] = jobs.percentile(.99);
    row["swapped_MB"] = bytes / 1e6;
    row["weights_MB"] = static_cast<double>(resident.weight_bytes().value) / 1e6;
    row["device_MB"] = static_cast<double>(streamed.weights_on_device().value) / 1e6;
    row["over_bound"] = jobs.median() / row["bound_ms"].get<double>();
    row["link_use"] = bytes / peak / jobs.median();
  } catch (const dn::Error& e) {
    row["error"] = e.what();
  }
  report.add(row);
}

}  // namespace

void bench_streaming(const Settings& settings, Report& report) {
  const double peak = peak_of_link(settings);
  report.add({{"part", "link"}, {"peak_GB_per_s", peak / 1e6}});
  for (const NetworkChoice& choice :
       {NetworkChoice{"resnet152", 224, 8}, NetworkChoice{"vgg-16", 224, 1}}) {
    for (const Room room : {Room::kWholeNetwork, Room::kTwoGroups}) {
      for (const std::uint64_t mib : {4, 8, 2, 16}) {
        if (settings.is_late()) return;
        measure(settings, report, choice, room, (settings.smoke ? dn::kKiB : dn::kMiB) * mib, peak);
      }
    }
  }
}

}  // namespace bench_gpu
