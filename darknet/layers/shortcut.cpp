// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/shortcut.h"

#include <fmt/format.h>

namespace dn {
namespace {

ShortcutWeights read_weights(const CfgSection& section) {
  const std::string name = section.text("weights_type", "none");
  if (name == "none") return ShortcutWeights::kNone;
  if (name == "per_feature" || name == "per_layer") return ShortcutWeights::kPerFeature;
  if (name == "per_channel") return ShortcutWeights::kPerChannel;
  throw section.error(
      "weights_type",
      fmt::format("weights_type={}: none, per_feature, per_layer or per_channel is needed", name));
}

ShortcutNormalization read_normalization(const CfgSection& section) {
  const std::string name = section.text("weights_normalization", "none");
  if (name == "none") return ShortcutNormalization::kNone;
  if (name == "relu" || name == "avg_relu") return ShortcutNormalization::kRelu;
  if (name == "softmax") return ShortcutNormalization::kSoftmax;
  throw section.error(
      "weights_normalization",
      fmt::format("weights_normalization={}: none, relu, avg_relu or softmax is needed", name));
}

// Every s-th row and column of the source must give exactly this layer's geometry.
bool can_be_sampled(const Shape& from, const Shape& to) {
  return from.w >= to.w && from.h >= to.h && from.w / to.w == from.h / to.h;
}

}  // namespace

ShortcutLayer::ShortcutLayer(const LayerContext& context) : Layer(context, "shortcut") {
  const CfgSection& section = context.section;
  activation_ =
      parse_activation(section.text("activation", "linear"), section.where("activation").str());
  weights_ = read_weights(section);
  normalization_ = read_normalization(section);
  std::vector<int> all{index() - 1};
  source_shapes_.push_back(in());
  for (const int source : context.sources("from")) {
    const Shape& from = context.layers[source]->out();
    if (!can_be_sampled(from, in())) {
      throw section.error("from",
                          fmt::format("layer {} is {} x {} x {}, which cannot be added to the "
                                      "{} x {} x {} of the layer before",
                                      source, from.w, from.h, from.c, in().w, in().h, in().c));
    }
    all.push_back(source);
    source_shapes_.push_back(from);
  }
  set_inputs(std::move(all));
}

WeightSlots ShortcutLayer::weight_slots() const {
  if (weights_ == ShortcutWeights::kNone) return {};
  const std::size_t each = weights_ == ShortcutWeights::kPerChannel ? out().c : 1;
  return {{WeightKind::kWeights, inputs().size() * each, 1, WeightDraw::kShortcut}};
}

double ShortcutLayer::bflops() const {
  const double additions = static_cast<double>(inputs().size() - 1) * out().w * out().h * out().c;
  return additions / 1e9 * (weights_ == ShortcutWeights::kNone ? 1 : 2);
}

std::string ShortcutLayer::table_row() const {
  std::string row = "Shortcut Layer: ";
  for (std::size_t i = 1; i < inputs().size(); ++i) row += fmt::format("{}, ", inputs()[i]);
  row += fmt::format(" wt = {}, wn = {}, outputs:{:4} x{:4} x{:4} {:5.3f} BF",
                     static_cast<int>(weights_), static_cast<int>(normalization_), out().w, out().h,
                     out().c, bflops());
  for (std::size_t i = 1; i < source_shapes_.size(); ++i) {
    const Shape& from = source_shapes_[i];
    if (from == out()) continue;
    row += fmt::format("\n ({:4} x{:4} x{:4}) + ({:4} x{:4} x{:4}) ", out().w, out().h, out().c,
                       from.w, from.h, from.c);
  }
  return row;
}

}  // namespace dn
