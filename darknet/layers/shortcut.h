// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"
#include "darknet/ops/activation.h"

namespace dn {

enum class ShortcutWeights { kNone = 0, kPerFeature = 1, kPerChannel = 2 };
enum class ShortcutNormalization { kNone = 0, kRelu = 1, kSoftmax = 2 };

// [shortcut]: activation(w0 * x + w1 * from1 + w2 * from2 + ...), x the previous layer's output and
// all weights 1 without weights_type. A source with other channels adds the channels both have; of
// a larger source every s-th row and column is taken, s = its width / this width.
class ShortcutLayer : public Layer {
 public:
  explicit ShortcutLayer(const LayerContext& context);

  WeightSlots weight_slots() const override;
  // With one plain source each value is read before it is overwritten, even if that source is the
  // previous layer itself. With more, or with weights, that layer could be needed again.
  bool may_run_in_place() const override {
    return inputs().size() == 2 && weights_ == ShortcutWeights::kNone;
  }
  std::string table_row() const override;
  double bflops() const override;

  Activation activation() const { return activation_; }
  ShortcutWeights weights() const { return weights_; }
  ShortcutNormalization normalization() const { return normalization_; }
  // The output shapes of inputs(); the first is that of the previous layer.
  const std::vector<Shape>& source_shapes() const { return source_shapes_; }

 private:
  Activation activation_ = Activation::kLinear;
  ShortcutWeights weights_ = ShortcutWeights::kNone;
  ShortcutNormalization normalization_ = ShortcutNormalization::kNone;
  std::vector<Shape> source_shapes_;
};

}  // namespace dn
