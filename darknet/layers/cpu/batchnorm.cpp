// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/batchnorm.h"

#include <cmath>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

// Packed weights: factors[c], offsets[c], so that y = x * factor + offset.
class BatchnormKernel : public Kernel {
 public:
  explicit BatchnormKernel(const BatchnormLayer& layer) : layer_(layer) {}

  std::vector<Bytes> parts() const override { return {floats_to_bytes(2ull * layer_.in().c)}; }

  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    constexpr double kEpsilon = 1e-5;
    const int channels = layer_.in().c, index = layer_.index();
    const auto biases = weights.find(index, WeightKind::kBiases);
    const auto scales = weights.find(index, WeightKind::kScales);
    const auto means = weights.find(index, WeightKind::kMeans);
    const auto variances = weights.find(index, WeightKind::kVariances);
    auto* factors = reinterpret_cast<float*>(packed);
    for (int c = 0; c < channels; ++c) {
      const double factor = scales[c] / std::sqrt(static_cast<double>(variances[c]) + kEpsilon);
      factors[c] = static_cast<float>(factor);
      factors[channels + c] = static_cast<float>(biases[c] - means[c] * factor);
    }
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
