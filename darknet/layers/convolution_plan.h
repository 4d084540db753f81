// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/convolutional.h"
#include "darknet/layers/kernel.h"
#include "darknet/ops/convolution.h"

namespace dn {

// The steps that compute a convolutional layer; the same on every backend. With antialiasing a blur
// follows them.
struct ConvolutionPlan {
  // xnor: the input is first written as +1 where it is positive, else -1, with a border of -1 on
  // all sides; ignores_input: as -1 everywhere.
  bool stages_input = false, ignores_input = false;
  int border = 0;
  ConvolutionProblem main;  // its input is the staged one, if there is one
  // Batch normalisation comes by itself after the convolution, and the layer's activation after it.
  bool normalizes = false;
};

ConvolutionPlan plan_convolution(const ConvolutionalLayer& layer, const KernelOptions& options);

}  // namespace dn
