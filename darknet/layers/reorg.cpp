// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/reorg.h"

#include <fmt/format.h>

namespace dn {

ReorgLayer::ReorgLayer(const LayerContext& context)
    : Layer(context, context.section.name() == "reorg3d" ? "reorg3d" : "reorg"),
      legacy_(context.section.name() != "reorg3d") {
  const CfgSection& section = context.section;
  constexpr int kLargestStride = 1 << 15;
  stride_ = section.side("stride", 1, 1);
  reverse_ = section.integer("reverse", 0) != 0;
  if (stride_ > kLargestStride) {
    throw section.error("stride",
                        fmt::format("stride={}: at most {} makes sense", stride_, kLargestStride));
  }
  const int square = stride_ * stride_;
  const bool whole_squares = in().w % stride_ == 0 && in().h % stride_ == 0;
  const bool whole_channels = in().c % square == 0;
  if ((reverse_ || legacy_) && !whole_channels) {
    throw section.error("stride", fmt::format("stride={}: {} must divide the {} channels", stride_,
                                              square, in().c));
  }
  if (!reverse_ && !whole_squares) {
    throw section.error("stride", fmt::format("stride={} must divide width and height of {} x {}",
                                              stride_, in().w, in().h));
  }
  if (reverse_) {
    set_output(section, in().c / square, static_cast<long long>(in().h) * stride_,
               static_cast<long long>(in().w) * stride_);
  } else {
    set_output(section, static_cast<long long>(in().c) * square, in().h / stride_,
               in().w / stride_);
  }
}

std::string ReorgLayer::table_row() const {
  return fmt::format("{:<23}/{:2}  {:4} x{:4} x{:4}   ->  {:4} x{:4} x{:4}",
                     legacy_ ? "reorg_old" : "reorg", stride_, in().w, in().h, in().c, out().w,
                     out().h, out().c);
}

}  // namespace dn
