// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/avgpool.h"

#include <algorithm>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/elementwise.h"

namespace dn {
namespace {

class AvgpoolKernel : public Kernel {
 public:
  explicit AvgpoolKernel(const Layer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  // Threads share the channels, not the pixels: the order of summation never depends on them.
  void run(int /*part*/) noexcept override {
    constexpr int kBlock = 64;
    const Shape& in = layer_.in();
    const int pixels = in.h * in.w;
    const int blocks = (in.c + kBlock - 1) / kBlock;
    parallel_for(static_cast<std::ptrdiff_t>(in.n) * blocks, in.count(), [&](std::ptrdiff_t i) {
      const std::ptrdiff_t image = i / blocks, first = i % blocks * kBlock;
      const std::ptrdiff_t channels = std::min<std::ptrdiff_t>(kBlock, in.c - first);
      const float* from = in_ + image * pixels * in.c + first;
      float* to = out_ + image * in.c + first;
      std::fill_n(to, channels, 0.f);
      for (int pixel = 0; pixel < pixels; ++pixel, from += in.c) add(to, from, to, channels);
      scale(to, 1.f / static_cast<float>(pixels), to, channels);
    });
  }

 private:
  const Layer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_avgpool_kernel(const Layer& layer,
                                                 const KernelOptions& /*options*/) {
  return std::make_unique<AvgpoolKernel>(layer);
}

}  // namespace dn
