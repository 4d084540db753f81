// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace dn {

// Where a position of a resized line takes its value from: a blend of the source samples `first`
// and `first + ResizeAxis::next()`, with weights 1 - fraction and fraction.
struct ResizeTap {
  std::int32_t first = 0;
  float fraction = 0;
};

// One direction of a resize: source_size samples become resized_size, of which those from `begin`
// on are wanted. Bilinear with aligned corners: the first and the last sample of the line map to
// the first and the last of the source. Sizes are positive. Plain numbers and constexpr functions,
// so that device code gets the very taps of the host.
struct ResizeAxis {
  int source_size = 1, resized_size = 1, begin = 0;
  float scale = 0;  // from one position to the next, in source samples

  constexpr ResizeAxis() = default;
  constexpr ResizeAxis(int source, int resized, int first)
      : source_size(source), resized_size(resized), begin(first) {
    if (resized > 1) scale = static_cast<float>(source - 1) / static_cast<float>(resized - 1);
  }

  constexpr std::int32_t next() const { return source_size == 1 ? 0 : 1; }
  // Of the i-th wanted sample. Those outside of the line repeat its ends.
  constexpr int position(int i) const { return std::clamp(begin + i, 0, resized_size - 1); }
  // `source` is position * scale, rounded to a float before it comes here: multiplied and
  // subtracted at once, as GPUs like to do it, it would give other fractions.
  constexpr ResizeTap tap(int position, float source) const {
    if (source_size == 1) return {};
    const int first = static_cast<int>(source);
    // The end is set, not computed: rounding may put it on either side of the last sample.
    if (position == resized_size - 1 || first >= source_size - 1) return {source_size - 2, 1.0f};
    return {first, source - static_cast<float>(first)};
  }
};

// Of the first `count` wanted samples.
std::vector<ResizeTap> make_resize_taps(const ResizeAxis& axis, int count);

}  // namespace dn
