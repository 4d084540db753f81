// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/batchnorm.h"

#include "darknet/base/parallel.h"
#include "darknet/layers/batchnorm_weights.h"
#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

class BatchnormKernel : public Kernel {
 public:
  explicit BatchnormKernel(const BatchnormLayer& layer) : layer_(layer) {}

  std::vector<Bytes> parts() const override { return {floats_to_bytes(2ull * layer_.in().c)}; }

  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    pack_batchnorm(layer_, weights, packed);
  }

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
    factors_ = reinterpret_cast<const float*>(memory.part_weights[0]);
  }

  void run(int /*part*/) noexcept override {
    const Shape& shape = layer_.in();
    const float* offsets = factors_ + shape.c;
    const auto pixels = static_cast<std::ptrdiff_t>(shape.pixels());
    parallel_for(pixels, shape.count(), [&](std::ptrdiff_t pixel) {
      const float* from = in_ + pixel * shape.c;
      float* to = out_ + pixel * shape.c;
      for (int c = 0; c < shape.c; ++c) to[c] = from[c] * factors_[c] + offsets[c];
    });
  }

 private:
  const BatchnormLayer& layer_;
  const float* in_ = nullptr;
  const float* factors_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_batchnorm_kernel(const Layer& layer,
                                                   const KernelOptions& /*options*/) {
  return std::make_unique<BatchnormKernel>(static_cast<const BatchnormLayer&>(layer));
}

}  // namespace dn
