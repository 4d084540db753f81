// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <string>

namespace dn {

// The geometry of a tensor of float32. In memory every tensor of this engine is channels-last:
// element (n, y, x, c) lies at ((n*h + y)*w + x)*channels + c; of a slice of a wider tensor with
// that one's channels (net/slice_plan.h). That is what oneDNN's and cuDNN's fastest convolutions
// want, makes a channel slice a copy of short runs, and is the natural order of region's "cell by
// cell" output. Darknet's planar order (CHW) exists only at the borders: raw input and output
// files, and the weights file.
struct Shape {
  int n = 1, c = 0, h = 0, w = 0;

  std::size_t pixels() const { return static_cast<std::size_t>(n) * h * w; }
  std::size_t count() const { return pixels() * c; }
  std::size_t bytes() const { return count() * sizeof(float); }
  bool operator==(const Shape&) const = default;
};

}  // namespace dn
