// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/resize_axis.h"

#include <cstddef>

namespace dn {

std::vector<ResizeTap> make_resize_taps(const ResizeAxis& axis, int count) {
  std::vector<ResizeTap> taps(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const int position = axis.position(i);
    const float source = static_cast<float>(position) * axis.scale;
    taps[static_cast<std::size_t>(i)] = axis.tap(position, source);
  }
  return taps;
}

}  // namespace dn
