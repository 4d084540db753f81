// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [upsample]: every pixel of the output looks up the one it repeats, or, for a negative stride, the
// square that it sums. One thread per vector of an output pixel.
#include "darknet/layers/upsample.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/rows.cuh"
#include "darknet/ops/cuda/vector.cuh"

namespace dn {
namespace {

struct Sizes {
  unsigned in_w, in_h, out_w, out_h, columns, out_pixels, stride;
  unsigned in_pixel, out_pixel;  // values from one to the next
};

// ---- kernels

// Rows and images follow each other in the same order in both tensors.
template <typename T, int N>
__global__ void repeat_pixels(Sizes s, float scale, const T* in, T* out) {
  const auto [pixel, column] = thread_cell();
  if (pixel >= s.out_pixels || column >= s.columns) return;
  const unsigned row = pixel / s.out_w, x = pixel % s.out_w;
  const unsigned source = row / s.stride * s.in_w + x / s.stride;
  float values[N];
  load(in + source * s.in_pixel + column * N, values);
  for (float& v : values) v *= scale;
  store(values, out + pixel * s.out_pixel + column * N);
}

template <typename T, int N>
__global__ void sum_squares(Sizes s, float scale, const T* in, T* out) {
  const auto [pixel, column] = thread_cell();
  if (pixel >= s.out_pixels || column >= s.columns) return;
  const unsigned row = pixel / s.out_w, x = pixel % s.out_w;
  const unsigned image = row / s.out_h, y = row % s.out_h;
  const unsigned corner = (image * s.in_h + y * s.stride) * s.in_w + x * s.stride;
  float sums[N] = {};
  for (unsigned line = 0; line < s.stride; ++line) {
    for (unsigned i = 0; i < s.stride; ++i) {
      const unsigned source = corner + line * s.in_w + i;
      float values[N];
      load(in + source * s.in_pixel + column * N, values);
      for (int k = 0; k < N; ++k) sums[k] += values[k];
    }
  }
  for (float& v : sums) v *= scale;
  store(sums, out + pixel * s.out_pixel + column * N);
}

// ---- launchers

template <typename T>
class UpsampleKernel : public Kernel {
 public:
  UpsampleKernel(const UpsampleLayer& layer, const KernelOptions& options)
      : layer_(layer),
        in_stride_(options.strides.input(0, layer.in().c)),
        out_stride_(options.strides.out(layer.out().c)) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }

  void run(int /*part*/) noexcept override {
    constexpr int kWide = kVectorLength<T>;
    const bool fits = fits_vectors<kWide>(layer_.out().c, memory_.input<T>(0), memory_.out<T>()) &&
                      in_stride_ % kWide == 0 && out_stride_ % kWide == 0;
    fits ? enqueue<kWide>() : enqueue<1>();
  }

 private:
  template <int N>
  void enqueue() noexcept {
    const Shape &in = layer_.in(), &out = layer_.out();
    const auto u = [](auto value) { return static_cast<unsigned>(value); };
    const Sizes sizes{u(in.w),       u(in.h),         u(out.w),           u(out.h),
                      u(out.c / N),  u(out.pixels()), u(layer_.stride()), u(in_stride_),
                      u(out_stride_)};
    launch(layer_.reverse() ? sum_squares<T, N> : repeat_pixels<T, N>,
           one_thread_per_cell(sizes.out_pixels, sizes.columns), *memory_.stream, sizes,
           layer_.scale(), memory_.input<T>(0), memory_.out<T>());
  }

  const UpsampleLayer& layer_;
  int in_stride_, out_stride_;  // values from pixel to pixel
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_upsample_kernel(const Layer& layer,
                                                   const KernelOptions& options) {
  return make_typed<UpsampleKernel, UpsampleLayer>(layer, options);
}

}  // namespace dn
