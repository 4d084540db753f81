// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/local_avgpool.h"

namespace dn {

LocalAvgpoolLayer::LocalAvgpoolLayer(const LayerContext& context)
    : Layer(context, "local_avgpool"), window_(read_pooling_window(context.section)) {
  set_output(context.section, in().c, window_.out_side(in().h, window_.stride_y),
             window_.out_side(in().w, window_.stride_x));
}

std::string LocalAvgpoolLayer::table_row() const {
  return pooling_row("avg", window_, in(), out(), bflops());
}

}  // namespace dn
