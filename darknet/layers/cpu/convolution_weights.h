// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/layers/convolutional.h"
#include "darknet/layers/kernel.h"

namespace dn {

// The parameters of a convolutional layer as its kernel applies them, still in Darknet's order.
struct ConvolutionWeights {
  std::vector<float> weights;  // [filter][channel][row][column]
  std::vector<float> biases;   // zero where batch normalisation is applied by itself
};

// Folds the batch normalisation of a layer's convolution (`sub`: of a recurrent layer) into
// `folded`, in double: w * s/sqrt(v + 1e-5).
void fold_batch_normalization(const NetworkWeights& weights, int layer, int sub,
                              ConvolutionWeights& folded);

// Folds batch normalisation unless the mode is raw, and binarises xnor weights to sign * mean of
// the filter's magnitudes.
ConvolutionWeights fold_convolution(const ConvolutionalLayer& layer, const NetworkWeights& weights,
                                    WeightsMode mode);

}  // namespace dn
