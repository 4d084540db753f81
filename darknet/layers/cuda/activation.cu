// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [activation]: one function over a tensor. Runs in place where nobody else reads the input.
#include "darknet/layers/activation.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/activate.h"

namespace dn {
namespace {

template <typename T>
class ActivationKernel : public Kernel {
 public:
  ActivationKernel(const ActivationLayer& layer, const KernelOptions& /*options*/)
      : layer_(layer) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }
  void run(int /*part*/) noexcept override {
    cuda::activate(layer_.activation(), memory_.input<T>(0), memory_.out<T>(),
                   layer_.out().pixels(), layer_.out().c, *memory_.stream);
  }

 private:
  const ActivationLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_activation_kernel(const Layer& layer,
                                                     const KernelOptions& options) {
  return make_typed<ActivationKernel, ActivationLayer>(layer, options);
}

}  // namespace dn
