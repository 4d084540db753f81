// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "darknet/device/fatal.h"
#include "darknet/layers/backend.h"
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
    {"activation", cpu::make_activation_kernel},
    {"avgpool", cpu::make_avgpool_kernel},
    {"batchnorm", cpu::make_batchnorm_kernel},
    {"connected", cpu::make_connected_kernel},
    {"contrastive", cpu::make_contrastive_kernel},
    {"conv_lstm", cpu::make_conv_lstm_kernel},
    {"convolutional", cpu::make_convolutional_kernel},
    {"crnn", cpu::make_crnn_kernel},
    {"crop", cpu::make_crop_kernel},
    {"detection", cpu::make_detection_kernel},
    {"Gaussian_yolo", cpu::make_gaussian_yolo_kernel},
    {"gru", cpu::make_gru_kernel},
    {"implicit", cpu::make_implicit_kernel},
    {"local", cpu::make_local_kernel},
    {"local_avgpool", cpu::make_local_avgpool_kernel},
    {"lstm", cpu::make_lstm_kernel},
    {"maxpool", cpu::make_maxpool_kernel},
    {"normalization", cpu::make_lrn_kernel},
    {"region", cpu::make_region_kernel},
    {"reorg", cpu::make_reorg_kernel},
    {"reorg3d", cpu::make_reorg_kernel},
    {"rnn", cpu::make_rnn_kernel},
    {"route", cpu::make_route_kernel},
    {"sam", cpu::make_sam_kernel},
    {"scale_channels", cpu::make_scale_channels_kernel},
    {"shortcut", cpu::make_shortcut_kernel},
    {"softmax", cpu::make_softmax_kernel},
    {"upsample", cpu::make_upsample_kernel},
    {"yolo", cpu::make_yolo_kernel},
};
// clang-format on

class CpuBackend final : public Backend {
 public:
  std::unique_ptr<Kernel> make_kernel(const Layer& layer,
                                      const KernelOptions& options) const override {
    const auto entry = std::ranges::find(kKernels, std::string_view(layer.type()), &Entry::type);
    if (entry == std::end(kKernels)) {
      throw bad_input(layer.where(), fmt::format("[{}] has no CPU kernel", layer.type()));
    }
    if (options.precision != Precision::kFloat32) {
      throw bad_input("the CPU computes in fp32 only; other precisions need a GPU");
    }
    return entry->maker(layer, options);
  }
  ElementType activations(Precision /*precision*/) const override { return ElementType::kFloat; }
  bool can_write_floats(const Layer& /*layer*/) const override { return true; }
  bool takes_slices(const Layer& /*layer*/, WeightsMode /*mode*/) const override { return false; }
  void cast(const void* /*from*/, ElementType /*from_type*/, void* /*to*/, ElementType /*to_type*/,
            std::size_t /*count*/, Stream& /*stream*/) const noexcept override {
    fatal("the CPU has one type of number: nothing is ever converted");
  }
  void preprocess(const ResizePlan& /*plan*/, const std::uint8_t* /*picture*/, void* /*input*/,
                  ElementType /*type*/, Stream& /*stream*/) const noexcept override {
    fatal("the CPU has no memory of its own: Resizer fills the input in place");
  }
};

}  // namespace

const Backend& cpu_backend() {
  static const CpuBackend backend;
  return backend;
}

}  // namespace dn
