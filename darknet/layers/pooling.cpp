// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/pooling.h"

#include <fmt/format.h>

namespace dn {

PoolingWindow read_pooling_window(const CfgSection& section) {
  const int stride = section.side("stride", 1, 1);
  PoolingWindow window;
  window.stride_x = section.side("stride_x", stride, 1);
  window.stride_y = section.side("stride_y", stride, 1);
  window.size = section.side("size", stride, 1);
  window.padding = section.side("padding", window.size - 1, 0);
  constexpr int kLargestSize = 1 << 15;
  if (window.size > kLargestSize) {
    throw section.error("size",
                        fmt::format("size={}: at most {} makes sense", window.size, kLargestSize));
  }
  if (window.padding / 2 + window.padding % 2 >= window.size) {
    throw section.error("padding", fmt::format("padding={}: a window of size {} could lie outside "
                                               "of the picture, at most {} makes sense",
                                               window.padding, window.size, 2 * window.size - 2));
  }
  return window;
}

std::string pooling_row(const char* name, const PoolingWindow& window, const Shape& in,
                        const Shape& out, double bflops) {
  const std::string stride = window.stride_x == window.stride_y
                                 ? fmt::format("{:2}   ", window.stride_x)
                                 : fmt::format("{:2}x{:<2}", window.stride_x, window.stride_y);
  return fmt::format("{:<18}{:2}x{:2}/{}{:4} x{:4} x{:4} -> {:4} x{:4} x{:4} {:5.3f} BF", name,
                     window.size, window.size, stride, in.w, in.h, in.c, out.w, out.h, out.c,
                     bflops);
}

double pooling_bflops(const PoolingWindow& window, const Shape& out) {
  return static_cast<double>(window.size) * window.size * out.c * out.h * out.w / 1e9;
}

}  // namespace dn
