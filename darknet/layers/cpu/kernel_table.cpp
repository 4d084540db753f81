// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

using Maker = std::unique_ptr<Kernel> (*)(const Layer&, const KernelOptions&);

struct Entry {
  std::string_view type;
  Maker maker;
};

// One line per kind of layer. Layers that are always aliases (dropout, cost, empty) have no kernel.
// clang-format off
constexpr Entry kKernels[] = {
    {"activation", make_activation_kernel},
    {"avgpool", make_avgpool_kernel},
    {"batchnorm", make_batchnorm_kernel},
    {"connected", make_connected_kernel},
    {"contrastive", make_contrastive_kernel},
    {"conv_lstm", make_conv_lstm_kernel},
    {"convolutional", make_convolutional_kernel},
    {"crnn", make_crnn_kernel},
    {"crop", make_crop_kernel},
    {"detection", make_detection_kernel},
    {"Gaussian_yolo", make_gaussian_yolo_kernel},
    {"gru", make_gru_kernel},
    {"implicit", make_implicit_kernel},
    {"local", make_local_kernel},
    {"local_avgpool", make_local_avgpool_kernel},
    {"lstm", make_lstm_kernel},
    {"maxpool", make_maxpool_kernel},
    {"normalization", make_lrn_kernel},
    {"region", make_region_kernel},
    {"reorg", make_reorg_kernel},
    {"reorg3d", make_reorg_kernel},
    {"rnn", make_rnn_kernel},
    {"route", make_route_kernel},
    {"sam", make_sam_kernel},
    {"scale_channels", make_scale_channels_kernel},
    {"shortcut", make_shortcut_kernel},
    {"softmax", make_softmax_kernel},
    {"upsample", make_upsample_kernel},
    {"yolo", make_yolo_kernel},
};
// clang-format on

}  // namespace

std::unique_ptr<Kernel> make_cpu_kernel(const Layer& layer, const KernelOptions& options) {
  const auto entry = std::ranges::find(kKernels, std::string_view(layer.type()), &Entry::type);
  if (entry == std::end(kKernels)) {
    throw bad_input(layer.where(), fmt::format("[{}] has no CPU kernel", layer.type()));
  }
  return entry->maker(layer, options);
}

}  // namespace dn
