// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [sam]: the product of two tensors, then the activation. One thread per vector.
#include "darknet/layers/sam.h"

#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/activate.h"
#include "darknet/ops/cuda/activation.cuh"
#include "darknet/ops/cuda/vector.cuh"

namespace dn {
namespace {

// ---- kernels

// `out` may be `a`.
template <typename T, int N>
__global__ void multiply(const T* a, const T* b, T* out, std::size_t vectors,
                         Activation activation) {
  const std::size_t i = thread_index();
  if (i >= vectors) return;
  float values[N], factors[N];
  load(a + i * N, values);
  load(b + i * N, factors);
  for (int k = 0; k < N; ++k) values[k] = device::activate(activation, values[k] * factors[k]);
  store(values, out + i * N);
}

// ---- launchers

template <typename T>
class SamKernel : public Kernel {
 public:
  SamKernel(const SamLayer& layer, const KernelOptions& /*options*/) : layer_(layer) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }

  void run(int /*part*/) noexcept override {
    constexpr int kWide = kVectorLength<T>;
    const Shape& shape = layer_.out();
    fits_vectors<kWide>(shape.count(), memory_.input<T>(0), memory_.input<T>(1), memory_.out<T>())
        ? enqueue<kWide>()
        : enqueue<1>();
    cuda::finish_activation(layer_.activation(), memory_.out<T>(), shape.pixels(), shape.c,
                            *memory_.stream);
  }

 private:
  template <int N>
  void enqueue() noexcept {
    const std::size_t vectors = layer_.out().count() / N;
    launch(multiply<T, N>, one_thread_each(vectors), *memory_.stream, memory_.input<T>(0),
           memory_.input<T>(1), memory_.out<T>(), vectors, layer_.activation());
  }

  const SamLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_sam_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed<SamKernel, SamLayer>(layer, options);
}

}  // namespace dn
