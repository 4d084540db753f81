// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/layer_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/layers/activation.h"
#include "darknet/layers/avgpool.h"
#include "darknet/layers/batchnorm.h"
#include "darknet/layers/connected.h"
#include "darknet/layers/contrastive.h"
#include "darknet/layers/conv_lstm.h"
#include "darknet/layers/convolutional.h"
#include "darknet/layers/cost.h"
#include "darknet/layers/crnn.h"
#include "darknet/layers/crop.h"
#include "darknet/layers/detection.h"
#include "darknet/layers/dropout.h"
#include "darknet/layers/empty.h"
#include "darknet/layers/gaussian_yolo.h"
#include "darknet/layers/gru.h"
#include "darknet/layers/implicit.h"
#include "darknet/layers/local.h"
#include "darknet/layers/local_avgpool.h"
#include "darknet/layers/lrn.h"
#include "darknet/layers/lstm.h"
#include "darknet/layers/maxpool.h"
#include "darknet/layers/region.h"
#include "darknet/layers/reorg.h"
#include "darknet/layers/rnn.h"
#include "darknet/layers/route.h"
#include "darknet/layers/sam.h"
#include "darknet/layers/scale_channels.h"
#include "darknet/layers/shortcut.h"
#include "darknet/layers/softmax.h"
#include "darknet/layers/upsample.h"
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

// clang-format off
constexpr Entry kLayers[] = {
    {"activation", make<ActivationLayer>},
    {"avg", make<AvgpoolLayer>},
    {"avgpool", make<AvgpoolLayer>},
    {"batchnorm", make<BatchnormLayer>},
    {"conn", make<ConnectedLayer>},
    {"connected", make<ConnectedLayer>},
    {"contrastive", make<ContrastiveLayer>},
    {"conv", make<ConvolutionalLayer>},
    {"conv_lstm", make<ConvLstmLayer>},
    {"convolutional", make<ConvolutionalLayer>},
    {"cost", make<CostLayer>},
    {"crnn", make<CrnnLayer>},
    {"crop", make<CropLayer>},
    {"detection", make<DetectionLayer>},
    {"dropout", make<DropoutLayer>},
    {"empty", make<EmptyLayer>},
    {"Gaussian_yolo", make<GaussianYoloLayer>},
    {"gru", make<GruLayer>},
    {"implicit", make<ImplicitLayer>},
    {"local", make<LocalLayer>},
    {"local_avg", make<LocalAvgpoolLayer>},
    {"local_avgpool", make<LocalAvgpoolLayer>},
    {"lrn", make<LrnLayer>},
    {"lstm", make<LstmLayer>},
    {"max", make<MaxpoolLayer>},
    {"maxpool", make<MaxpoolLayer>},
    {"normalization", make<LrnLayer>},
    {"region", make<RegionLayer>},
    {"reorg", make<ReorgLayer>},
    {"reorg3d", make<ReorgLayer>},
    {"rnn", make<RnnLayer>},
    {"route", make<RouteLayer>},
    {"sam", make<SamLayer>},
    {"scale_channels", make<ScaleChannelsLayer>},
    {"shortcut", make<ShortcutLayer>},
    {"silence", make<EmptyLayer>},
    {"soft", make<SoftmaxLayer>},
    {"softmax", make<SoftmaxLayer>},
    {"upsample", make<UpsampleLayer>},
    {"yolo", make<YoloLayer>},
};
// clang-format on

}  // namespace

bool is_known_layer(std::string_view section) {
  return std::ranges::find(kLayers, section, &Entry::name) != std::end(kLayers);
}

std::unique_ptr<Layer> make_layer(const LayerContext& context) {
  const auto entry = std::ranges::find(kLayers, context.section.name(), &Entry::name);
  if (entry == std::end(kLayers)) {
    throw bad_input(context.section.where(),
                    fmt::format("[{}]: this kind of layer is not known", context.section.name()));
  }
  return entry->maker(context);
}

}  // namespace dn
