// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// Bias, activation, residual and second activation over the sums that a convolution left, for
// convolvers that do not fuse them: one trip through memory, 16 bytes per thread where the channels
// allow. Activations over whole pixels take launches of their own.
#include "darknet/device/cuda/launch.cuh"
#include "darknet/ops/cuda/activate.h"
#include "darknet/ops/cuda/convolution.h"
#include "darknet/ops/cuda/epilogue.cuh"
#include "darknet/ops/cuda/vector.cuh"

namespace dn::cuda {
namespace {

// ---- kernels

template <int N>
__device__ void add(const float (&terms)[N], float (&sums)[N]) {
#pragma unroll
  for (int i = 0; i < N; ++i) sums[i] += terms[i];
}

// One thread per N neighbouring channels of a pixel.
template <typename T, int N>
__global__ void finish_values(Epilogue<T> epilogue, T* out, unsigned vectors,
                              unsigned vectors_per_pixel) {
  const auto i = static_cast<unsigned>(thread_index());
  if (i >= vectors) return;
  float values[N], terms[N];
  load(out + i * N, values);
  if (epilogue.bias != nullptr) {
    load(epilogue.bias + i % vectors_per_pixel * N, terms);
    add(terms, values);
  }
  device::activate(epilogue.first, values);
  if (epilogue.residual != nullptr) {
    load(epilogue.residual + i * N, terms);
    add(terms, values);
    device::activate(epilogue.second, values);
  }
  store(values, out + i * N);
}

// ---- launchers

template <typename T, int N>
void finish_vectors(const Epilogue<T>& epilogue, const Shape& shape, T* out,
                    Stream& stream) noexcept {
  const auto vectors = static_cast<unsigned>(shape.count() / N);  // a tensor has less than 2^31
  launch(finish_values<T, N>, one_thread_each(vectors), stream, epilogue, out, vectors,
         static_cast<unsigned>(shape.c) / N);
}

template <typename T>
void apply(const Epilogue<T>& epilogue, const Shape& shape, T* out, Stream& stream) noexcept {
  constexpr int kN = kVectorLength<T>;
  const bool nothing = epilogue.bias == nullptr && epilogue.residual == nullptr &&
                       (epilogue.first == Activation::kLinear || is_per_pixel(epilogue.first));
  if (nothing) return;
  if (fits_vectors<kN>(shape.c, out, epilogue.residual, epilogue.bias)) {
    finish_vectors<T, kN>(epilogue, shape, out, stream);
  } else {
    finish_vectors<T, 1>(epilogue, shape, out, stream);
  }
}

template <typename T>
void finish_all(const ConvolutionProblem& problem, const float* bias, const void* residual,
                void* out, Stream& stream) noexcept {
  apply<T>({problem, bias, residual}, problem.out, static_cast<T*>(out), stream);
  finish_pixels<T>(problem, residual, static_cast<T*>(out), stream);
}

}  // namespace

template <typename T>
void finish_pixels(const ConvolutionProblem& problem, const void* residual, T* out,
                   Stream& stream) noexcept {
  const Shape& shape = problem.out;
  const auto over_pixels = [&](Activation activation) {
    if (is_per_pixel(activation)) activate(activation, out, out, shape.pixels(), shape.c, stream);
  };
  over_pixels(problem.activation);
  if (!problem.residual) return;
  if (is_per_pixel(problem.activation)) {
    ConvolutionProblem rest = problem;
    rest.activation = Activation::kLinear;
    apply<T>({rest, nullptr, residual}, shape, out, stream);
  }
  over_pixels(problem.residual_activation);
}

template void finish_pixels(const ConvolutionProblem&, const void*, float*, Stream&) noexcept;
template void finish_pixels(const ConvolutionProblem&, const void*, __half*, Stream&) noexcept;

void finish_convolution(const ConvolutionProblem& problem, Precision precision, const float* bias,
                        const void* residual, void* out, Stream& stream) noexcept {
  const auto finish = precision == Precision::kFloat16 ? finish_all<__half> : finish_all<float>;
  finish(problem, bias, residual, out, stream);
}

}  // namespace dn::cuda
