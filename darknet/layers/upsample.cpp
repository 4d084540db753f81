// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/upsample.h"

#include <fmt/format.h>

namespace dn {

UpsampleLayer::UpsampleLayer(const LayerContext& context) : Layer(context, "upsample") {
  const CfgSection& section = context.section;
  constexpr int kLargestStride = 1 << 15;
  stride_ = section.integer("stride", 2);
  scale_ = section.real("scale", 1);
  reverse_ = stride_ < 0;
  if (stride_ == 0 || stride_ > kLargestStride || stride_ < -kLargestStride) {
    throw section.error("stride", fmt::format("stride={}: it must be 1 to {}, or negative for the "
                                              "sum of squares of that side",
                                              stride_, kLargestStride));
  }
  if (reverse_) {
    stride_ = -stride_;
    set_output(section, in().c, in().h / stride_, in().w / stride_);
  } else {
    set_output(section, in().c, static_cast<long long>(in().h) * stride_,
               static_cast<long long>(in().w) * stride_);
  }
}

std::string UpsampleLayer::table_row() const {
  return fmt::format("{:<24}{:2}x  {:4} x{:4} x{:4} -> {:4} x{:4} x{:4}",
                     reverse_ ? "downsample" : "upsample", stride_, in().w, in().h, in().c, out().w,
                     out().h, out().c);
}

}  // namespace dn
