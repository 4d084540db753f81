// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [scale_channels]: a tensor times one factor per channel of each image, or one per pixel, then the
// activation.
#include "darknet/layers/scale_channels.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/activate.h"
#include "darknet/ops/cuda/activation.cuh"
#include "darknet/ops/cuda/rows.cuh"
#include "darknet/ops/cuda/vector.cuh"

namespace dn {
namespace {

struct Sizes {
  unsigned pixels, plane, channels, columns;  // plane: pixels of one image
};

// ---- kernels

// `out` may be `in`.
template <typename T, int N>
__global__ void scale_channels(Sizes s, const T* in, const T* factors, T* out,
                               Activation activation) {
  const auto [pixel, column] = thread_cell();
  if (pixel >= s.pixels || column >= s.columns) return;
  const unsigned image = pixel / s.plane, at = pixel * s.channels + column * N;
  float values[N], of_channels[N];
  load(in + at, values);
  load(factors + image * s.channels + column * N, of_channels);
  for (int k = 0; k < N; ++k) values[k] = device::activate(activation, values[k] * of_channels[k]);
  store(values, out + at);
}

template <typename T, int N>
__global__ void scale_pixels(Sizes s, const T* in, const T* factors, T* out,
                             Activation activation) {
  const auto [pixel, column] = thread_cell();
  if (pixel >= s.pixels || column >= s.columns) return;
  const unsigned at = pixel * s.channels + column * N;
  const float factor = to_float(factors[pixel]);
  float values[N];
  load(in + at, values);
  for (float& v : values) v = device::activate(activation, v * factor);
  store(values, out + at);
}

// ---- launchers

template <typename T>
class ScaleChannelsKernel : public Kernel {
 public:
  ScaleChannelsKernel(const ScaleChannelsLayer& layer, const KernelOptions& /*options*/)
      : layer_(layer) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }

  void run(int /*part*/) noexcept override {
    constexpr int kWide = kVectorLength<T>;
    const Shape& shape = layer_.out();
    fits_vectors<kWide>(shape.c, memory_.input<T>(0), memory_.input<T>(1), memory_.out<T>())
        ? enqueue<kWide>()
        : enqueue<1>();
    cuda::finish_activation(layer_.activation(), memory_.out<T>(), shape.pixels(), shape.c,
                            *memory_.stream);
  }

 private:
  template <int N>
  void enqueue() noexcept {
    const Shape& shape = layer_.out();
    const auto u = [](auto value) { return static_cast<unsigned>(value); };
    const Sizes sizes{u(shape.pixels()), u(shape.pixels() / shape.n), u(shape.c), u(shape.c / N)};
    launch(layer_.per_pixel() ? scale_pixels<T, N> : scale_channels<T, N>,
           one_thread_per_cell(sizes.pixels, sizes.columns), *memory_.stream, sizes,
           memory_.input<T>(0), memory_.input<T>(1), memory_.out<T>(), layer_.activation());
  }

  const ScaleChannelsLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_scale_channels_kernel(const Layer& layer,
                                                         const KernelOptions& options) {
  return make_typed<ScaleChannelsKernel, ScaleChannelsLayer>(layer, options);
}

}  // namespace dn
