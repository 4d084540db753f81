// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// Activations over a whole tensor: element by element with one thread per value, or over the
// channels of a pixel with one thread per pixel. For tensors that no convolution could finish.
#include "darknet/ops/cuda/activate.h"

#include "darknet/device/cuda/launch.cuh"
#include "darknet/ops/cuda/activation.cuh"
#include "darknet/ops/cuda/number.cuh"

namespace dn::cuda {
namespace {

// ---- kernels

template <typename T>
__global__ void activate_each(Activation activation, const T* from, T* to, std::size_t count) {
  const std::size_t i = thread_index();
  if (i < count) to[i] = from_float<T>(device::activate(activation, to_float(from[i])));
}

// max(x,0) / (1e-4 + sum of max(x,0)), or the same with exp.
template <typename T>
__global__ void normalize_pixels(Activation activation, const T* from, T* to, std::size_t pixels,
                                 std::size_t channels) {
  constexpr float kFloor = 1e-4f;
  const std::size_t pixel = thread_index();
  if (pixel >= pixels) return;
  from += pixel * channels;
  to += pixel * channels;
  const bool softmax = activation != Activation::kNormalizeChannels;
  float shift = 0.f;
  if (activation == Activation::kNormalizeChannelsSoftmaxMaxval) {
    shift = to_float(from[0]);
    for (std::size_t c = 1; c < channels; ++c) shift = fmaxf(shift, to_float(from[c]));
  }
  const auto term = [=](float x) { return softmax ? expf(x - shift) : fmaxf(x, 0.f); };
  float sum = kFloor;
  for (std::size_t c = 0; c < channels; ++c) sum += term(to_float(from[c]));
  for (std::size_t c = 0; c < channels; ++c) to[c] = from_float<T>(term(to_float(from[c])) / sum);
}

}  // namespace

// ---- launchers

template <typename T>
void activate(Activation activation, const T* from, T* to, std::size_t pixels, std::size_t channels,
              Stream& stream) noexcept {
  if (activation == Activation::kLinear && from == to) return;
  if (is_per_pixel(activation)) {
    launch(normalize_pixels<T>, one_thread_each(pixels), stream, activation, from, to, pixels,
           channels);
  } else {
    const std::size_t count = pixels * channels;
    launch(activate_each<T>, one_thread_each(count), stream, activation, from, to, count);
  }
}

template void activate(Activation, const float*, float*, std::size_t, std::size_t,
                       Stream&) noexcept;
template void activate(Activation, const __half*, __half*, std::size_t, std::size_t,
                       Stream&) noexcept;

}  // namespace dn::cuda
