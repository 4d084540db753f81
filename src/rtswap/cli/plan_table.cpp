// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/plan_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "rtswap/analysis/pipeline.h"
#include "rtswap/analysis/set_timing.h"
#include "rtswap/model/file_ring.h"

namespace rtswap {
namespace {

using dn::Bytes;
using Out = std::back_insert_iterator<std::string>;

constexpr std::size_t kMapWidth = 72;

double millis(Nanos time) { return static_cast<double>(time.count()) / 1e6; }

void put_memory(std::string& text, const SwapPlan& plan, const MemoryNeeds& needs,
                std::optional<Bytes> limit) {
  const Bytes weights = plan.chunk * plan.chunk_count();
  const Bytes used = needs.arena + needs.workspace + needs.io + weights;
  text += limit ? fmt::format("memory limit {}, planned {}:\n", human(*limit), human(used))
                : fmt::format("no memory limit, planned {}:\n", human(used));
  fmt::format_to(Out(text), "  activations {}, workspace {}, inputs and outputs {}\n",
                 human(needs.arena), human(needs.workspace), human(needs.io));
  fmt::format_to(Out(text),
                 "  weights {}: {} chunks of {} retained, {} shared by what is streamed\n",
                 human(weights), plan.retained_chunks, human(plan.chunk), plan.streaming_chunks);
}

void put_host_memory(std::string& text, const SwapPlan& plan, Bytes limit) {
  Bytes in_files;
  for (const NetworkPlan& network : plan.networks) {
    if (network.tier == Tier::kFile) in_files += network.range;
  }
  const Bytes ring = file_ring(plan).size(), images = images_in_memory(plan);
  fmt::format_to(Out(text),
                 "host memory limit {}, planned {}: packed weights {}, ring {}; {} stay in files\n",
                 human(limit), human(images + ring), human(images), human(ring), human(in_files));
}

// `tiers`: say where the packed image is.
void put_network(std::string& text, const NetworkPlan& plan, const std::string& name, bool tiers,
                 const PredictedTimes* times) {
  Bytes retained, streamed, largest;
  std::size_t streamed_groups = 0;
  for (const LayerGroup& group : plan.groups) {
    (group.retained ? retained : streamed) += group.size;
    if (group.retained) continue;
    largest = std::max(largest, group.size);
    ++streamed_groups;
  }
  fmt::format_to(Out(text), "{:<24} {:>6} {:>11} {:>8} {:>11} {:>11}", name, plan.groups.size(),
                 human(retained), streamed_groups, human(streamed), human(largest));
  if (tiers) text += plan.tier == Tier::kFile ? "   file" : " memory";
  if (times != nullptr) {
    fmt::format_to(Out(text), " {:>9.3f} {:>9.3f} {:>9.3f}", millis(times->warm),
                   millis(times->cold), millis(times->bound));
  }
  text += '\n';
}

// The marks of one network.
std::string map_line(const SwapPlan& plan, const NetworkPlan& network, std::size_t width) {
  std::string line(width, '.');
  for (const LayerGroup& group : network.groups) {
    for (const std::uint32_t chunk : group.chunks) {
      char& mark = line[std::uint64_t{chunk} * width / plan.chunk_count()];
      // A mark that stands for chunks of both kinds shows the retained ones.
      if (mark != '#') mark = group.retained ? '#' : '=';
    }
  }
  return line;
}

}  // namespace

std::vector<PredictedTimes> predicted_times(const SwapPlan& plan, const PlanCosts& costs) {
  const std::vector<Nanos> bounds = device_times(plan, costs);
  std::vector<PredictedTimes> times;
  for (std::size_t n = 0; n < plan.networks.size(); ++n) {
    const auto groups = time_groups(plan.networks[n], costs.networks[n], *costs.link);
    PredictedTimes& network = times.emplace_back();
    for (const GroupTiming& group : groups) network.warm += group.exec.median;
    network.cold = pipeline(groups, Times::kMedian).makespan;
    network.bound = bounds[n];
  }
  return times;
}

std::string plan_table(const SwapPlan& plan, const MemoryNeeds& needs, const PlanLimits& limits,
                       const std::vector<PredictedTimes>& times) {
  std::string text;
  put_memory(text, plan, needs, limits.device);
  if (limits.host) put_host_memory(text, plan, *limits.host);
  fmt::format_to(Out(text), "\n{:<24} {:>6} {:>11} {:>8} {:>11} {:>11}", "network", "groups",
                 "retained", "streamed", "bytes", "largest");
  const bool tiers = limits.host.has_value();
  if (tiers) text += " source";
  if (!times.empty())
    fmt::format_to(Out(text), " {:>9} {:>9} {:>9}", "warm ms", "cold ms", "bound ms");
  text += '\n';
  for (std::size_t n = 0; n < plan.networks.size(); ++n)
    put_network(text, plan.networks[n], needs.networks[n].name, tiers,
                times.empty() ? nullptr : &times[n]);
  if (plan.chunk_count() == 0) return text;
  const std::size_t width = std::min<std::size_t>(kMapWidth, plan.chunk_count());
  fmt::format_to(
      Out(text), "\n{} chunks, a mark is {:.3g} of them: # retained, = streamed through\n",
      plan.chunk_count(), static_cast<double>(plan.chunk_count()) / static_cast<double>(width));
  return text + memory_map(plan, needs, width);
}

std::string memory_map(const SwapPlan& plan, const MemoryNeeds& needs, std::size_t width) {
  std::string text;
  for (std::size_t n = 0; n < plan.networks.size(); ++n) {
    fmt::format_to(Out(text), "{:<24} {}\n", needs.networks[n].name,
                   map_line(plan, plan.networks[n], width));
  }
  return text;
}

}  // namespace rtswap
