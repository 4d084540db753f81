// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/recurrent_convolution.h"

#include <fmt/format.h>

#include <algorithm>

namespace dn {

RecurrentConvolution RecurrentConvolution::read(const CfgSection& section,
                                                std::string_view default_activation,
                                                std::initializer_list<int> channels) {
  RecurrentConvolution shared;
  ConvolutionGeometry& geometry = shared.geometry;
  geometry.size = section.side("size", 3, 1);
  geometry.stride_x = geometry.stride_y = section.side("stride", 1, 1);
  geometry.dilation = section.side("dilation", 1, 1);
  if (geometry.size == 1) geometry.dilation = 1;
  geometry.padding = section.side("padding", 0, 0);
  if (section.integer("pad", 0) != 0) geometry.padding = geometry.size / 2;
  geometry.groups = section.integer_at_least("groups", 1, 1);
  const bool keeps_size = 2ll * geometry.padding == geometry.size - 1ll && geometry.stride_x == 1;
  if (!keeps_size) {
    throw bad_input(
        section.where(),
        fmt::format("[{}] size={} with stride={} and a padding of {} changes the size "
                    "of the image: a recurrent layer must keep it (odd size, pad=1)",
                    section.name(), geometry.size, geometry.stride_x, geometry.padding));
  }
  for (const int count : channels) {
    if (count % geometry.groups == 0) continue;
    throw section.error(
        "groups", fmt::format("groups={} must divide the {} channels", geometry.groups, count));
  }
  const double filters = *std::max_element(channels.begin() + 1, channels.end());
  check_weight_count(section.where(), section.name().c_str(),
                     filters * std::max(channels) * geometry.size * geometry.size);
  if (section.integer("xnor", 0) != 0) {
    throw section.error("xnor", "xnor works only in [convolutional]");
  }
  shared.activation = parse_activation(section.text("activation", default_activation),
                                       section.where("activation").str());
  shared.batch_normalize = section.integer("batch_normalize", 0) != 0;
  shared.load = section.integer("dontload", 0) == 0;
  return shared;
}

WeightSlots RecurrentConvolution::slots(int sub, int channels, int filters) const {
  const auto n = static_cast<std::size_t>(filters);
  const std::size_t fan_in =
      static_cast<std::size_t>(channels / geometry.groups) * geometry.size * geometry.size;
  WeightSlots slots{{WeightKind::kBiases, n}};
  if (batch_normalize) {
    for (const WeightKind kind :
         {WeightKind::kScales, WeightKind::kMeans, WeightKind::kVariances}) {
      slots.push_back({kind, n});
    }
  }
  slots.push_back({WeightKind::kWeights, n * fan_in, fan_in});
  for (WeightSlot& slot : slots) {
    slot.sub = sub;
    slot.in_file = load;
  }
  return slots;
}

double RecurrentConvolution::bflops(const Shape& in, int channels, int filters) const {
  const int channels_per_group = channels / geometry.groups;
  const double weights =
      static_cast<double>(filters) * channels_per_group * geometry.size * geometry.size;
  return 2.0 * weights * in.h * in.w / 1e9;
}

}  // namespace dn
