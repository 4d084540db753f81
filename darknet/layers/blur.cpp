// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/blur.h"

namespace dn {

ConvolutionGeometry blur_geometry(int antialiasing, int stride_x, int stride_y, int channels) {
  ConvolutionGeometry blur;
  blur.size = antialiasing == 2 ? 2 : 3;
  blur.padding = antialiasing == 2 ? 0 : 1;
  blur.stride_x = stride_x;
  blur.stride_y = stride_y;
  blur.groups = channels;
  return blur;
}

std::vector<float> blur_weights(const ConvolutionGeometry& blur) {
  constexpr float kBinomial[9] = {1 / 16.f, 2 / 16.f, 1 / 16.f, 2 / 16.f, 4 / 16.f,
                                  2 / 16.f, 1 / 16.f, 2 / 16.f, 1 / 16.f};
  std::vector<float> weights;
  for (int channel = 0; channel < blur.groups; ++channel) {
    for (int i = 0; i < blur.size * blur.size; ++i) {
      weights.push_back(blur.size == 2 ? .25f : kBinomial[i]);
    }
  }
  return weights;
}

}  // namespace dn
