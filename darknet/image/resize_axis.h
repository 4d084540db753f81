// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <vector>

namespace dn {

// Where each position of a resized line takes its value from: a blend of source samples `first` and
// `first + next`, with weights 1 - fraction and fraction. The blend is bilinear with aligned
// corners: the first and the last sample of the line map to the first and the last of the source.
struct ResizeAxis {
  std::vector<std::int32_t> first;
  std::vector<float> fraction;
  std::int32_t next = 1;  // 0 where the source has a single sample

  std::size_t size() const { return first.size(); }
};

// The positions [begin, begin + count) of a line of source_size samples resized to resized_size.
// Positions outside of the resized line repeat its ends. All sizes must be positive.
ResizeAxis make_resize_axis(int source_size, int resized_size, int begin, int count);

}  // namespace dn
