// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/maxpool.h"

#include <fmt/format.h>

#include "darknet/layers/blur.h"

namespace dn {

MaxpoolLayer::MaxpoolLayer(const LayerContext& context)
    : Layer(context, "maxpool"),
      window_(read_pooling_window(context.section)),
      table_window_(window_) {
  const CfgSection& section = context.section;
  pools_channels_ = section.integer("maxpool_depth", 0) != 0;
  antialiasing_ = section.integer_at_least("antialiasing", 0, 0);
  section.accept({"maxpool_zero_nonmax"});  // training only
  if (pools_channels_) {
    const int channels = section.integer_at_least("out_channels", 1, 1);
    if (channels > in().c) {
      throw section.error(
          "out_channels",
          fmt::format("out_channels={}: the input has only {} channels", channels, in().c));
    }
    if (blurs()) throw section.error("antialiasing", "antialiasing excludes maxpool_depth");
    set_output(section, channels, in().h, in().w);
    pooled_ = out();
    return;
  }
  section.accept({"out_channels"});
  if (blurs()) window_.stride_x = window_.stride_y = 1;
  set_output(section, in().c, window_.out_side(in().h, window_.stride_y),
             window_.out_side(in().w, window_.stride_x));
  pooled_ = out();
  if (blurs()) {
    set_output(section, in().c, blur().out_side(pooled_.h, blur().stride_y),
               blur().out_side(pooled_.w, blur().stride_x));
  }
}

ConvolutionGeometry MaxpoolLayer::blur() const {
  return blur_geometry(antialiasing_, table_window_.stride_x, table_window_.stride_y, pooled_.c);
}

std::string MaxpoolLayer::table_row() const {
  return pooling_row(pools_channels_ ? "max-depth" : "max", table_window_, in(), pooled_, bflops());
}

}  // namespace dn
