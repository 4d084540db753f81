// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/layers/convolutional.h"
#include "darknet/layers/kernel.h"
#include "darknet/layers/recurrent_convolution.h"

namespace dn {

// The parameters of a convolutional layer as its kernel applies them, still in Darknet's order.
struct ConvolutionWeights {
  std::vector<float> weights;  // [filter][channel][row][column]
  std::vector<float> biases;   // zero where batch normalisation is applied by itself
  // Batch normalisation that is: scales, means, variances and biases of all filters. Else empty.
  std::vector<float> normalization;
};

// Folds batch normalisation in double, w * s/sqrt(v + 1e-5), unless the mode is raw; binarises xnor
// weights to sign * mean of the filter's magnitudes.
ConvolutionWeights fold_convolution(const ConvolutionalLayer& layer, const NetworkWeights& weights,
                                    WeightsMode mode);
// Those of the convolution `sub` of a recurrent layer; its batch normalisation is always folded.
ConvolutionWeights fold_sub_convolution(const RecurrentConvolution& shared,
                                        const NetworkWeights& weights, int layer, int sub);

}  // namespace dn
