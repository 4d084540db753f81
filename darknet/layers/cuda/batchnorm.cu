// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [batchnorm]: y = x * factor + offset, both of the channel. Packed weights: batchnorm_weights.h.
#include "darknet/layers/batchnorm.h"

#include "darknet/layers/batchnorm_weights.h"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/rows.cuh"
#include "darknet/ops/cuda/vector.cuh"

namespace dn {
namespace {

// ---- kernels

// `out` may be `in`.
template <typename T, int N>
__global__ void scale_and_shift(unsigned pixels, unsigned channels, const T* in,
                                const float* factors, const float* offsets, T* out) {
  const auto [pixel, column] = thread_cell();
  const unsigned c = column * N;
  if (pixel >= pixels || c >= channels) return;
  float values[N];
  load(in + pixel * channels + c, values);
  for (int k = 0; k < N; ++k) values[k] = values[k] * factors[c + k] + offsets[c + k];
  store(values, out + pixel * channels + c);
}

// ---- launchers

template <typename T>
class BatchnormKernel : public Kernel {
 public:
  BatchnormKernel(const BatchnormLayer& layer, const KernelOptions& /*options*/) : layer_(layer) {}

  std::vector<Bytes> parts() const override { return {floats_to_bytes(2ull * layer_.in().c)}; }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    pack_batchnorm(layer_, weights, packed);
  }

  void bind(const KernelMemory& memory) override { memory_ = memory; }

  void run(int /*part*/) noexcept override {
    constexpr int kWide = kVectorLength<T>;
    fits_vectors<kWide>(layer_.in().c, memory_.input<T>(0), memory_.out<T>()) ? enqueue<kWide>()
                                                                              : enqueue<1>();
  }

 private:
  template <int N>
  void enqueue() noexcept {
    const Shape& shape = layer_.in();
    const auto* factors = reinterpret_cast<const float*>(memory_.part_weights[0]);
    launch(scale_and_shift<T, N>, one_thread_per_cell(shape.pixels(), shape.c / N), *memory_.stream,
           shape.pixels(), shape.c, memory_.input<T>(0), factors, factors + shape.c,
           memory_.out<T>());
  }

  const BatchnormLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_batchnorm_kernel(const Layer& layer,
                                                    const KernelOptions& options) {
  return make_typed<BatchnormKernel, BatchnormLayer>(layer, options);
}

}  // namespace dn
