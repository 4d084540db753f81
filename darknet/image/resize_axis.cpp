// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/resize_axis.h"

#include <algorithm>
#include <cstddef>

namespace dn {

ResizeAxis make_resize_axis(int source_size, int resized_size, int begin, int count) {
  ResizeAxis axis;
  axis.first.assign(static_cast<std::size_t>(count), 0);
  axis.fraction.assign(static_cast<std::size_t>(count), 0.0f);
  if (source_size == 1) {
    axis.next = 0;
    return axis;
  }
  const float scale = resized_size == 1 ? 0.0f
                                        : static_cast<float>(source_size - 1) /
                                              static_cast<float>(resized_size - 1);
  for (int i = 0; i < count; ++i) {
    const auto slot = static_cast<std::size_t>(i);
    const int position = std::clamp(begin + i, 0, resized_size - 1);
    const float source = static_cast<float>(position) * scale;
    const int first = static_cast<int>(source);
    // The end is set, not computed: rounding may put it on either side of the last sample.
    const bool at_end = position == resized_size - 1 || first >= source_size - 1;
    axis.first[slot] = at_end ? source_size - 2 : first;
    axis.fraction[slot] = at_end ? 1.0f : source - static_cast<float>(first);
  }
  return axis;
}

}  // namespace dn
