// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/ops/convolution.h"

// The blur of antialiasing: a fixed depthwise convolution that carries the stride of the layer it
// follows. antialiasing=2 is the mean of 2x2 without padding, any other value the 3x3 kernel
// [1 2 1; 2 4 2; 1 2 1]/16.
namespace dn {

ConvolutionGeometry blur_geometry(int antialiasing, int stride_x, int stride_y, int channels);
// In the order of a convolution's weights; blur.groups is the number of channels.
std::vector<float> blur_weights(const ConvolutionGeometry& blur);

}  // namespace dn
