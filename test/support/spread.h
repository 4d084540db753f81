// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace dn::test {

// A tensor of `channels` channels as a slice of a wider one: its pixels `stride` values apart, with
// `between` in the room that this leaves.
inline std::vector<float> spread(const std::vector<float>& values, int channels, int stride,
                                 float between) {
  const std::size_t pixels = values.size() / channels;
  std::vector<float> all(pixels * stride, between);
  for (std::size_t pixel = 0; pixel < pixels; ++pixel)
    std::copy_n(values.begin() + pixel * channels, channels, all.begin() + pixel * stride);
  return all;
}

}  // namespace dn::test
