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

struct Sizes {
  unsigned pixels, channels, out_stride, residual_stride;  // strides: values from pixel to pixel
};

// One thread per N neighbouring channels of a pixel.
template <typename T, int N>
__global__ void finish_values(Epilogue<T> epilogue, T* out, Sizes size) {
  const auto i = static_cast<unsigned>(thread_index());
  const unsigned vectors_per_pixel = size.channels / N;
  if (i >= size.pixels * vectors_per_pixel) return;
  const unsigned pixel = i / vectors_per_pixel, channel = i % vectors_per_pixel * N;
  T* place = out + pixel * size.out_stride + channel;
  float values[N], terms[N];
  load(place, values);
  if (epilogue.bias != nullptr) {
    load(epilogue.bias + channel, terms);
    add(terms, values);
  }
  device::activate(epilogue.first, values);
  if (epilogue.residual != nullptr) {
    load(epilogue.residual + pixel * size.residual_stride + channel, terms);
    add(terms, values);
    device::activate(epilogue.second, values);
  }
  store(values, place);
}

// ---- launchers

template <typename T>
void apply(const ConvolutionProblem& problem, const float* bias, const void* residual, T* out,
           Stream& stream) noexcept {
  const Epilogue<T> epilogue(problem, bias, residual);
  constexpr int kN = kVectorLength<T>;
  const bool nothing = epilogue.bias == nullptr && epilogue.residual == nullptr &&
                       (epilogue.first == Activation::kLinear || is_per_pixel(epilogue.first));
  if (nothing) return;
  const auto u = [](auto value) { return static_cast<unsigned>(value); };  // all less than 2^31
  const Sizes size{u(problem.out.pixels()), u(problem.out.c), u(problem.out_stride()),
                   u(problem.residual_stride())};
  const bool fits = fits_vectors<kN>(size.channels, out, epilogue.residual, epilogue.bias) &&
                    size.out_stride % kN == 0 && size.residual_stride % kN == 0;
  launch(fits ? finish_values<T, kN> : finish_values<T, 1>,
         one_thread_each(problem.out.count() / (fits ? kN : 1)), stream, epilogue, out, size);
}

template <typename T>
void finish_all(const ConvolutionProblem& problem, const float* bias, const void* residual,
                void* out, Stream& stream) noexcept {
  apply<T>(problem, bias, residual, static_cast<T*>(out), stream);
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
    apply<T>(rest, nullptr, residual, out, stream);
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
