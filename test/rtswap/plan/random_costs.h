// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "rtswap/analysis/network_costs.h"
#include "rtswap/analysis/set_timing.h"
#include "rtswap/model/profile.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/plan/grouping.h"
#include "rtswap/plan/plan_costs.h"

namespace rtswap::test {

inline TimeStats times_around(Nanos median) {
  return {median, median * 11 / 10, median * 13 / 10, 100, 0};
}

// Networks as they might have been measured, and what they need.
class RandomCosts {
 public:
  // `exec_per_load`: how long a step takes, on average, in times of its load.
  RandomCosts(std::uint32_t seed, std::size_t networks, std::size_t steps, dn::Bytes step_weights,
              double exec_per_load)
      : random_(seed), link_(link_profile(), std::nullopt, Margin{}, LinkDepth{2, 8}) {
    for (std::size_t n = 0; n < networks; ++n) add_network(steps, step_weights, exec_per_load);
  }

  const MemoryNeeds& needs() const { return needs_; }
  MemoryNeeds& needs() { return needs_; }
  dn::Bytes weights() const {
    dn::Bytes all;
    for (const NetworkNeeds& network : needs_.networks) {
      for (const dn::Bytes weights : network.step_weights) all += weights;
    }
    return all;
  }
  PlanCosts costs() const { return {networks_, &link_, Nanos(3000), utilization_judge(needs_)}; }
  // Of so many tasks for each network.
  SetCosts set_costs(std::size_t tasks) const {
    const BoundedTime host{Nanos(20'000), Nanos(30'000), Nanos(60'000)};
    const BoundedTime wake{Nanos(3000), Nanos(8000), Nanos(30'000)};
    const std::size_t count = tasks * networks_.size();
    SetCosts costs{networks_, {}, {}, {}, {}, {}, link_, wake, wake, wake, {}, false};
    for (std::size_t i = 0; i < count; ++i)
      costs.task_networks.push_back(static_cast<std::uint32_t>(i % networks_.size()));
    costs.prepare.assign(count, host);
    costs.finish.assign(count, host);
    costs.pictures.assign(count, dn::Bytes(0));
    costs.inputs = costs.pictures;
    return costs;
  }
  std::mt19937& random() { return random_; }

 private:
  // 10 GB/s.
  static LinkProfile link_profile() {
    const LinkFit fit{Nanos(8000), Nanos(20'000), {10'000'000'000U}};
    return {{}, fit, fit, {}};
  }

  void add_network(std::size_t steps, dn::Bytes step_weights, double exec_per_load) {
    Profile profile;
    NetworkNeeds network{"net", {}, static_cast<double>(1 + random_() % 50)};
    for (std::size_t s = 0; s < steps; ++s) {
      const bool is_light = random_() % 4 == 0;
      const dn::Bytes weights(is_light ? 0 : random_() % (2 * step_weights.value));
      const double load = static_cast<double>(step_weights.value) / 10.0;
      const double share = static_cast<double>(random_() % 200) / 100.0;
      const TimeStats times =
          times_around(Nanos(1000 + static_cast<std::int64_t>(load * exec_per_load * share)));
      profile.steps.push_back({static_cast<int>(s), 0, "convolutional", weights, {times, times}});
      network.step_weights.push_back(weights);
    }
    for (const dn::Bytes target : kProfiledGroups)
      profile.groupings.push_back(grouping(profile, network, target));
    networks_.emplace_back(profile, Margin{});
    needs_.networks.push_back(std::move(network));
  }

  // Groups that were measured take as long as their steps, but for the waits between them.
  static GroupingProfile grouping(const Profile& profile, const NetworkNeeds& network,
                                  dn::Bytes target) {
    GroupingProfile grouping;
    grouping.target = target;
    const NetworkPlan plan = group_by_size(network.step_weights, target, dn::Bytes(4096));
    for (const LayerGroup& group : plan.groups) {
      Nanos sum{0};
      for (int s = group.first_step; s <= group.last_step; ++s)
        sum += profile.steps[static_cast<std::size_t>(s)].times.alone.median - Nanos(5000);
      const TimeStats times = times_around(sum + Nanos(5000));
      grouping.groups.push_back({group.first_step, group.last_step, group.size, {times, times}});
    }
    return grouping;
  }

  std::mt19937 random_;
  LinkCosts link_;
  std::vector<NetworkCosts> networks_;
  MemoryNeeds needs_;
};

}  // namespace rtswap::test
