// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/layer_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/layers/activation.h"
#include "darknet/layers/batchnorm.h"
#include "darknet/layers/connected.h"
#include "darknet/layers/convolutional.h"
#include "darknet/layers/cost.h"
#include "darknet/layers/dropout.h"
#include "darknet/layers/empty.h"
#include "darknet/layers/lrn.h"
#include "darknet/layers/softmax.h"
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
    {"activation", make<ActivationLayer>},
    {"batchnorm", make<BatchnormLayer>},
    {"conn", make<ConnectedLayer>},
    {"connected", make<ConnectedLayer>},
    {"cost", make<CostLayer>},
    {"dropout", make<DropoutLayer>},
    {"empty", make<EmptyLayer>},
    {"lrn", make<LrnLayer>},
    {"normalization", make<LrnLayer>},
    {"silence", make<EmptyLayer>},
    {"soft", make<SoftmaxLayer>},
    {"softmax", make<SoftmaxLayer>},
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
