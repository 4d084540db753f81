// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/convolution.h"

namespace dn {

// Built without oneDNN: the plain loop is all there is.
std::unique_ptr<Convolver> make_convolver(const ConvolutionProblem& problem) {
  return make_reference_convolver(problem);
}

}  // namespace dn
