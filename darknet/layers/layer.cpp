// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/layer.h"

#include <fmt/format.h>

namespace dn {

int LayerContext::source(std::string_view key, int written) const {
  const int absolute = written < 0 ? index + written : written;
  if (absolute < 0 || absolute >= index) {
    throw section.error(key, fmt::format("{}={}: layer {} does not exist before layer {}", key,
                                         written, absolute, index));
  }
  return absolute;
}

std::vector<int> LayerContext::sources(std::string_view key) const {
  std::vector<int> all;
  for (const int written : section.integers(key)) all.push_back(source(key, written));
  if (all.empty()) throw section.error(key, fmt::format("'{}=' must name at least one layer", key));
  return all;
}

Layer::Layer(const LayerContext& context, const char* type)
    : index_(context.index),
      type_(type),
      where_(context.section.where()),
      in_(context.in),
      out_(context.in),
      inputs_{context.index - 1} {
  // Those of every layer: training, and those of layers with weights.
  context.section.accept({"clip", "onlyforward", "dont_update", "burnin_update", "stopbackward",
                          "train_only_bn", "dontload", "dontloadscales", "learning_rate"});
}

void Layer::set_output(const CfgSection& section, long long c, long long h, long long w) {
  constexpr long long kLargestSide = 1 << 24, kLargestTensor = (1ll << 31) - 1;
  if (c < 1 || h < 1 || w < 1) {
    throw bad_input(section.where(),
                    fmt::format("[{}] gives an output of {} x {} x {}: the input of "
                                "{} x {} x {} is too small for it",
                                section.name(), w, h, c, in_.w, in_.h, in_.c));
  }
  const bool fits = c <= kLargestSide && h <= kLargestSide && w <= kLargestSide &&
                    h * w <= kLargestTensor && c <= kLargestTensor / (h * w * in_.n);
  if (!fits) {
    throw bad_input(section.where(), fmt::format("[{}] gives an output of {} x {} x {}: too large",
                                                 section.name(), w, h, c));
  }
  out_ = {in_.n, static_cast<int>(c), static_cast<int>(h), static_cast<int>(w)};
}

void check_weight_count(const SourcePos& where, const char* type, double floats) {
  constexpr double kMost = 1ll << 34;  // 64 GiB
  if (floats > kMost)
    throw bad_input(where, fmt::format("[{}] would have {:.3g} weights: too many", type, floats));
}

}  // namespace dn
