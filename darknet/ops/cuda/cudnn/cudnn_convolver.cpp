// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/cudnn_convolver.h"

#include <cuda_fp16.h>

#include <utility>

#include "darknet/device/cuda/cuda_stream.h"
#include "darknet/device/fatal.h"

namespace dn::cuda {
namespace {

// From [filter][channel][tap] to [filter][tap][channel].
template <typename T, typename Convert>
void pack_as(const Extents& extents, std::span<const float> weights, T* packed, Convert convert) {
  const auto [filters, channels, height, width] = extents;
  const std::int64_t taps = height * width;
  for (std::int64_t filter = 0; filter < filters; ++filter) {
    const float* from = weights.data() + filter * channels * taps;
    for (std::int64_t tap = 0; tap < taps; ++tap) {
      for (std::int64_t channel = 0; channel < channels; ++channel) {
        *packed++ = convert(from[channel * taps + tap]);
      }
    }
  }
}

}  // namespace

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
  const Extents extents = filter_extents(problem_);
  if (precision_ == Precision::kFloat16) {
    pack_as(extents, weights, reinterpret_cast<__half*>(packed), __float2half_rn);
  } else {
    pack_as(extents, weights, reinterpret_cast<float*>(packed), [](float x) { return x; });
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
