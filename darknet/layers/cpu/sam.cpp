// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/sam.h"

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/elementwise.h"

namespace dn {
namespace {

class SamKernel : public Kernel {
 public:
  explicit SamKernel(const SamLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    a_ = memory.input(0);
    b_ = memory.input(1);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    const Shape& out = layer_.out();
    const std::ptrdiff_t length = static_cast<std::ptrdiff_t>(out.w) * out.c;
    parallel_for(static_cast<std::ptrdiff_t>(out.n) * out.h, out.count(), [&](std::ptrdiff_t row) {
      multiply(a_ + row * length, b_ + row * length, out_ + row * length, length);
    });
    activate(layer_.activation(), out_, out.pixels(), out.c);
  }

 private:
  const SamLayer& layer_;
  const float* a_ = nullptr;
  const float* b_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_sam_kernel(const Layer& layer, const KernelOptions& /*options*/) {
  return std::make_unique<SamKernel>(static_cast<const SamLayer&>(layer));
}

}  // namespace dn
