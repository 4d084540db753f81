// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/convolution_plan.h"

#include <utility>

#include "darknet/layers/shortcut.h"

namespace dn {
namespace {

// Darknet's packed-bit path, which binary mode stands for, gathers input bits for any geometry only
// where the channels are a multiple of 32; with others it does so only where the size stays the
// same. Elsewhere its bits stay 0, which means -1.
bool packed_bits_reach(const ConvolutionalLayer& layer) {
  const ConvolutionGeometry& g = layer.geometry();
  const bool same_size = layer.convolved().h == layer.in().h && layer.convolved().w == layer.in().w;
  return layer.in().c % 32 == 0 ||
         (same_size && g.stride_x == 1 && g.stride_y == 1 && g.padding == 1);
}

}  // namespace

ConvolutionPlan plan_convolution(const ConvolutionalLayer& layer, const KernelOptions& options) {
  ConvolutionPlan plan;
  ConvolutionProblem& main = plan.main;
  main.in = layer.in();
  main.out = layer.convolved();
  main.geometry = layer.geometry();
  plan.stages_input = layer.xnor();
  if (plan.stages_input && options.mode == WeightsMode::kBinary) {
    plan.ignores_input = !packed_bits_reach(layer);
    plan.border = std::exchange(main.geometry.padding, 0);
    main.in.h += 2 * plan.border;
    main.in.w += 2 * plan.border;
  }
  plan.normalizes = layer.batch_normalize() && options.mode == WeightsMode::kRaw;
  if (!plan.normalizes) main.activation = layer.activation();
  if (options.fused_shortcut != nullptr) {
    main.residual = true;
    main.residual_activation =
        static_cast<const ShortcutLayer&>(*options.fused_shortcut).activation();
  }
  const std::vector<int>& read = options.strides.inputs;
  main.strides = {read.empty() ? 0 : read[0], main.residual && read.size() > 1 ? read[1] : 0,
                  options.strides.output};
  return plan;
}

}  // namespace dn
