// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/activation.h"

#include <cstring>

#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

class ActivationKernel : public Kernel {
 public:
  explicit ActivationKernel(const ActivationLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    if (in_ != out_) std::memcpy(out_, in_, layer_.in().bytes());
    activate(layer_.activation(), out_, layer_.in().pixels(), layer_.in().c);
  }

 private:
  const ActivationLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_activation_kernel(const Layer& layer,
                                                    const KernelOptions& /*options*/) {
  return std::make_unique<ActivationKernel>(static_cast<const ActivationLayer&>(layer));
}

}  // namespace dn
