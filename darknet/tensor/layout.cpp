// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/tensor/layout.h"

namespace dn {
namespace {

// to[column * rows + row] = from[row * columns + column]
void transpose(std::size_t rows, std::size_t columns, const float* from, float* to) {
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      to[column * rows + row] = from[row * columns + column];
    }
  }
}

}  // namespace

void planar_to_channels_last(const Shape& shape, std::span<const float> from, std::span<float> to) {
  const std::size_t plane = static_cast<std::size_t>(shape.h) * shape.w;
  for (int n = 0; n < shape.n; ++n) {
    const std::size_t image = n * plane * shape.c;
    transpose(shape.c, plane, from.data() + image, to.data() + image);
  }
}

void channels_last_to_planar(const Shape& shape, std::span<const float> from, std::span<float> to) {
  const std::size_t plane = static_cast<std::size_t>(shape.h) * shape.w;
  for (int n = 0; n < shape.n; ++n) {
    const std::size_t image = n * plane * shape.c;
    transpose(plane, shape.c, from.data() + image, to.data() + image);
  }
}

}  // namespace dn
