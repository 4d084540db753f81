// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/tensor_convolution.h"

#include "darknet/base/error.h"

namespace dn::cuda {

std::vector<TensorVariant> tensor_variants(const ConvolutionProblem& /*problem*/,
                                           Precision /*precision*/) {
  return {};
}

std::unique_ptr<Convolver> make_tensor_convolver(const ConvolutionProblem& /*problem*/,
                                                 Precision /*precision*/,
                                                 const TensorVariant& /*variant*/) {
  throw bad_input("this build has no convolution on tensor cores");
}

}  // namespace dn::cuda
