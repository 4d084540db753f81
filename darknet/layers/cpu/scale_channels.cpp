// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/scale_channels.h"

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/elementwise.h"

namespace dn {
namespace {

class ScaleChannelsKernel : public Kernel {
 public:
  explicit ScaleChannelsKernel(const ScaleChannelsLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    factors_ = memory.input(1);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    const Shape& out = layer_.out();
    parallel_for(static_cast<std::ptrdiff_t>(out.n) * out.h, out.count(),
                 [&](std::ptrdiff_t row) { multiply_row(row); });
    activate(layer_.activation(), out_, out.pixels(), out.c);
  }

 private:
  void multiply_row(std::ptrdiff_t row) const {
    const Shape& out = layer_.out();
    const float* of_channels = factors_ + row / out.h * out.c;
    for (std::ptrdiff_t pixel = row * out.w; pixel < (row + 1) * out.w; ++pixel) {
      const float* from = in_ + pixel * out.c;
      float* to = out_ + pixel * out.c;
      if (layer_.per_pixel()) {
        scale(from, factors_[pixel], to, out.c);
      } else {
        multiply(from, of_channels, to, out.c);
      }
    }
  }

  const ScaleChannelsLayer& layer_;
  const float* in_ = nullptr;
  const float* factors_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_scale_channels_kernel(const Layer& layer,
                                                        const KernelOptions& /*options*/) {
  return std::make_unique<ScaleChannelsKernel>(static_cast<const ScaleChannelsLayer&>(layer));
}

}  // namespace dn
