// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <string>

#include "darknet/layers/layer.h"

namespace dn {

// The window of [maxpool] and [local_avgpool]. `padding` is the total of both sides: padding/2 of
// it lies left and above, the rest right and below. Padded taps are ignored, so a window shrinks at
// the border.
struct PoolingWindow {
  int size = 1, stride_x = 1, stride_y = 1, padding = 0;

  struct Taps {
    int begin, end;  // never empty
  };

  // 0 where the window does not fit.
  int out_side(int in, int stride) const {
    return in + padding < size ? 0 : (in + padding - size) / stride + 1;
  }
  Taps taps(int at, int stride, int in) const {
    const int start = at * stride - padding / 2;
    return {std::max(start, 0), std::min(start + size, in)};
  }
};

// Reads size, stride, stride_x, stride_y and padding; throws on windows that could lie outside of
// the picture.
PoolingWindow read_pooling_window(const CfgSection& section);

// The row of the layer table; `name` is max, max-depth or avg.
std::string pooling_row(const char* name, const PoolingWindow& window, const Shape& in,
                        const Shape& out, double bflops);
double pooling_bflops(const PoolingWindow& window, const Shape& out);

}  // namespace dn
