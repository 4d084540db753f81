// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/slice_plan.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "darknet/layers/route.h"

namespace dn {
namespace {

const Shape& shape_of(const Network& network, int layer) {
  return layer < 0 ? network.input() : network.layer(layer).out();
}

const RouteLayer* as_route(const Network& network, int layer) {
  return dynamic_cast<const RouteLayer*>(&network.layer(layer));
}

// How many channels a route takes of a source, and which one is the first.
struct Taken {
  int count, first;
};

Taken taken_of(const Network& network, const RouteLayer& route, int source) {
  const int count = shape_of(network, source).c / route.groups();
  return {count, route.group() * count};
}

class SlicePlanner {
 public:
  SlicePlanner(const Network& network, const SliceRules& rules);

  void place_route(int layer) {
    const RouteLayer* route = as_route(network_, layer);
    if (route == nullptr || route->is_alias()) return;
    if (route->inputs().size() == 1) {
      place_inside_source(*route);
    } else if (route->groups() == 1 && rules_.takes_slices[layer] != 0) {
      place_sources_inside(*route);
    }
  }

  // Ends: an alias and a part of a source lead to earlier layers, from which only whole routes lead
  // on, each to a later one.
  ChannelSlice resolve(int layer) const {
    ChannelSlice slice{layer, 0};
    while (const auto& place = place_[slice.whole + 1])
      slice = {place->whole, slice.first_channel + place->first_channel};
    return slice;
  }

 private:
  bool is_aligned(int channels) const { return channels % rules_.alignment == 0; }
  // The layer that computed what an alias hands on.
  int origin(int layer) const { return origin_[layer + 1]; }
  bool can_be_slice(int layer) const { return !place_[layer + 1] && all_take_slices_[layer + 1]; }

  void place_inside_source(const RouteLayer& route) {
    const int source = origin(route.inputs().front());
    const Taken taken = taken_of(network_, route, source);
    if (can_be_slice(route.index()) && is_aligned(taken.first) &&
        is_aligned(shape_of(network_, source).c))
      place_[route.index() + 1] = {source, taken.first};
  }

  void place_sources_inside(const RouteLayer& route) {
    if (!is_aligned(route.out().c)) return;
    int channel = 0;
    for (const int input : route.inputs()) {
      const int source = origin(input);
      if (source >= 0 && is_aligned(channel) && can_be_slice(source) &&
          rules_.takes_slices[source] != 0)
        place_[source + 1] = {route.index(), channel};
      channel += shape_of(network_, source).c;
    }
  }

  const Network& network_;
  const SliceRules& rules_;
  std::vector<int> origin_;            // layer + 1 -> as origin()
  std::vector<char> all_take_slices_;  // layer + 1 -> whoever reads it, by any alias
  // layer + 1 -> where it lies in the output of another layer, which may lie in that of a third.
  std::vector<std::optional<ChannelSlice>> place_;
};

SlicePlanner::SlicePlanner(const Network& network, const SliceRules& rules)
    : network_(network),
      rules_(rules),
      origin_(network.layer_count() + 1),
      all_take_slices_(network.layer_count() + 1, 1),
      place_(network.layer_count() + 1) {
  std::iota(origin_.begin(), origin_.end(), -1);
  for (int i = 0; i < network.layer_count(); ++i) {
    const Layer& layer = network.layer(i);
    if (layer.is_alias()) {
      origin_[i + 1] = origin(layer.inputs().front());
      place_[i + 1] = {origin(i), 0};
    } else if (rules.takes_slices[i] == 0) {
      for (const int input : layer.inputs()) all_take_slices_[origin(input) + 1] = 0;
    }
    if (rules.is_kept[i] != 0) all_take_slices_[origin(i) + 1] = 0;
  }
}

}  // namespace

SlicePlan plan_slices(const Network& network, const SliceRules& rules) {
  SlicePlanner planner(network, rules);
  for (int i = 0; i < network.layer_count(); ++i) planner.place_route(i);
  SlicePlan plan;
  for (int i = -1; i < network.layer_count(); ++i) plan.push_back(planner.resolve(i));
  return plan;
}

SlicePlan plan_without_slices(const Network& network) {
  const std::vector<char> nobody(network.layer_count(), 0), everybody(network.layer_count(), 1);
  return plan_slices(network, {nobody, everybody, 1});
}

bool is_in_place(const Network& network, const SlicePlan& plan, int route, std::size_t source) {
  const RouteLayer& layer = *as_route(network, route);
  int channel = plan[route + 1].first_channel;
  for (std::size_t i = 0; i < source; ++i)
    channel += taken_of(network, layer, layer.inputs()[i]).count;
  const int input = layer.inputs()[source];
  const ChannelSlice& from = plan[input + 1];
  return from.whole == plan[route + 1].whole &&
         from.first_channel + taken_of(network, layer, input).first == channel;
}

bool is_all_in_place(const Network& network, const SlicePlan& plan, int layer) {
  const RouteLayer* route = as_route(network, layer);
  if (route == nullptr) return false;
  for (std::size_t i = 0; i < route->inputs().size(); ++i) {
    if (!is_in_place(network, plan, layer, i)) return false;
  }
  return true;
}

}  // namespace dn
