// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/layer_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/layers/convolutional.h"
#include "darknet/layers/region.h"
#include "darknet/layers/yolo.h"

namespace dn {
namespace {

using Maker = std::unique_ptr<Layer> (*)(const LayerContext&);

template <typename T>
std::unique_ptr<Layer> make(const LayerContext& context) {
  return std::make_unique<T>(context);
}

struct Entry {
  std::string_view name;
  Maker maker;
};

constexpr Entry kLayers[] = {
    {"conv", make<ConvolutionalLayer>},
    {"convolutional", make<ConvolutionalLayer>},
    {"region", make<RegionLayer>},
    {"yolo", make<YoloLayer>},
};

}  // namespace

std::unique_ptr<Layer> make_layer(const LayerContext& context) {
  const auto entry = std::ranges::find(kLayers, context.section.name(), &Entry::name);
  if (entry == std::end(kLayers)) {
    throw bad_input(context.section.where(),
                    fmt::format("[{}]: this kind of layer is not known", context.section.name()));
  }
  return entry->maker(context);
}

}  // namespace dn
