// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/cudnn_convolver.h"

#include <cuda_fp16.h>

#include <utility>

#include "darknet/device/cuda/cuda_stream.h"
#include "darknet/device/fatal.h"

namespace dn::cuda {

CudnnConvolver::CudnnConvolver(const ConvolutionProblem& problem, Precision precision,
                               Fusion fusion, Plan plan)
    : problem_(problem),
      precision_(precision),
      plan_(std::move(plan)),
      remainder_(remainder_of(problem, fusion)) {}

Bytes CudnnConvolver::weight_bytes() const {
  const std::size_t size = precision_ == Precision::kFloat16 ? sizeof(__half) : sizeof(float);
  return Bytes(problem_.out.c * problem_.filter_floats() * size);
}

void CudnnConvolver::pack(std::span<const float> weights, std::byte* packed) const {
  if (precision_ == Precision::kFloat16) {
    pack_filters(problem_, weights, reinterpret_cast<__half*>(packed));
  } else {
    pack_filters(problem_, weights, reinterpret_cast<float*>(packed));
  }
}

void CudnnConvolver::bind(const ConvolutionTensors& tensors, Stream& stream) {
  tensors_ = tensors;
  stream_ = &stream;
  handle_ = handle_of(cuda_stream(stream));
  bound_.emplace(plan_.bind(tensors));
}

void CudnnConvolver::run() noexcept {
  if (run_plan() != CUDNN_STATUS_SUCCESS) {
    fatal("cuDNN refused to run a convolution that it had run before");
  }
  if (!remainder_.anything) return;
  finish_convolution(remainder_.problem, precision_, remainder_.bias ? tensors_.bias : nullptr,
                     tensors_.residual, tensors_.out, *stream_);
}

}  // namespace dn::cuda
