// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "darknet/layers/backend.h"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/slices.h"
#include "darknet/ops/cuda/cast.h"
#include "darknet/ops/cuda/preprocess.h"

namespace dn {
namespace {

using Maker = std::unique_ptr<Kernel> (*)(const Layer&, const KernelOptions&);

enum class Output { kAsActivations, kFloatsIfWanted };

struct Entry {
  std::string_view type;
  Maker maker;
  Output output;
};

// One line per kind of layer. Layers that are always aliases (dropout, cost, empty) have no kernel.
// clang-format off
constexpr Entry kKernels[] = {
    {"activation", cuda::make_activation_kernel, Output::kAsActivations},
    {"avgpool", cuda::make_avgpool_kernel, Output::kFloatsIfWanted},
    {"batchnorm", cuda::make_batchnorm_kernel, Output::kAsActivations},
    {"connected", cuda::make_connected_kernel, Output::kFloatsIfWanted},
    {"contrastive", cuda::make_contrastive_kernel, Output::kAsActivations},
    {"conv_lstm", cuda::make_conv_lstm_kernel, Output::kAsActivations},
    {"convolutional", cuda::make_convolutional_kernel, Output::kAsActivations},
    {"crnn", cuda::make_crnn_kernel, Output::kAsActivations},
    {"crop", cuda::make_crop_kernel, Output::kAsActivations},
    {"detection", cuda::make_detection_kernel, Output::kFloatsIfWanted},
    {"Gaussian_yolo", cuda::make_gaussian_yolo_kernel, Output::kFloatsIfWanted},
    {"gru", cuda::make_gru_kernel, Output::kAsActivations},
    {"implicit", cuda::make_implicit_kernel, Output::kAsActivations},
    {"local", cuda::make_local_kernel, Output::kAsActivations},
    {"local_avgpool", cuda::make_local_avgpool_kernel, Output::kAsActivations},
    {"lstm", cuda::make_lstm_kernel, Output::kAsActivations},
    {"maxpool", cuda::make_maxpool_kernel, Output::kAsActivations},
    {"normalization", cuda::make_lrn_kernel, Output::kAsActivations},
    {"region", cuda::make_region_kernel, Output::kFloatsIfWanted},
    {"reorg", cuda::make_reorg_kernel, Output::kAsActivations},
    {"reorg3d", cuda::make_reorg_kernel, Output::kAsActivations},
    {"rnn", cuda::make_rnn_kernel, Output::kAsActivations},
    {"route", cuda::make_route_kernel, Output::kAsActivations},
    {"sam", cuda::make_sam_kernel, Output::kAsActivations},
    {"scale_channels", cuda::make_scale_channels_kernel, Output::kAsActivations},
    {"shortcut", cuda::make_shortcut_kernel, Output::kAsActivations},
    {"softmax", cuda::make_softmax_kernel, Output::kFloatsIfWanted},
    {"upsample", cuda::make_upsample_kernel, Output::kAsActivations},
    {"yolo", cuda::make_yolo_kernel, Output::kFloatsIfWanted},
};
// clang-format on

const Entry* find_entry(const Layer& layer) {
  const auto entry = std::ranges::find(kKernels, std::string_view(layer.type()), &Entry::type);
  return entry == std::end(kKernels) ? nullptr : entry;
}

class CudaBackend final : public Backend {
 public:
  std::unique_ptr<Kernel> make_kernel(const Layer& layer,
                                      const KernelOptions& options) const override {
    const Entry* entry = find_entry(layer);
    if (entry == nullptr)
      throw bad_input(layer.where(), fmt::format("[{}] has no CUDA kernel", layer.type()));
    return entry->maker(layer, options);
  }
  ElementType activations(Precision precision) const override {
    return precision == Precision::kFloat16 ? ElementType::kHalf : ElementType::kFloat;
  }
  bool can_write_floats(const Layer& layer) const override {
    const Entry* entry = find_entry(layer);
    return entry != nullptr && entry->output == Output::kFloatsIfWanted;
  }
  bool takes_slices(const Layer& layer, WeightsMode mode) const override {
    return cuda::takes_slices(layer, mode);
  }
  void cast(const void* from, ElementType from_type, void* to, ElementType to_type,
            std::size_t count, Stream& stream) const noexcept override {
    cuda::cast(from, from_type, to, to_type, count, stream);
  }
  void preprocess(const ResizePlan& plan, const std::uint8_t* picture, void* input,
                  ElementType type, Stream& stream) const noexcept override {
    cuda::preprocess(plan, picture, input, type, stream);
  }
};

}  // namespace

const Backend& cuda_backend() {
  static const CudaBackend backend;
  return backend;
}

}  // namespace dn
