// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/convolution.h"

namespace dn::cuda {

std::unique_ptr<Convolver> make_convolver(const ConvolutionProblem& problem, Precision precision) {
  return make_plain_convolver(problem, precision);
}

}  // namespace dn::cuda
