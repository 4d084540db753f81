// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/gaussian_yolo.h"

#include <cmath>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

class GaussianYoloKernel : public Kernel {
 public:
  explicit GaussianYoloKernel(const GaussianYoloLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    const int size = layer_.entry_size();
    const std::size_t values = layer_.in().count();
    parallel_for(static_cast<std::ptrdiff_t>(values / size), values * 16,
                 [&](std::ptrdiff_t entry) { run_entry(in_ + entry * size, out_ + entry * size); });
  }

 private:
  void run_entry(const float* in, float* out) const noexcept {
    using Gaussian = GaussianYoloLayer;
    const float scale = layer_.scale_x_y();
    for (int i = 0; i < layer_.entry_size(); ++i) {
      const bool size = i == Gaussian::kW || i == Gaussian::kH;
      out[i] = size ? in[i] : 1.f / (1.f + std::exp(-in[i]));
    }
    for (const int i : {Gaussian::kX, Gaussian::kY}) out[i] = out[i] * scale - .5f * (scale - 1);
  }

  const GaussianYoloLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_gaussian_yolo_kernel(const Layer& layer,
                                                       const KernelOptions& /*options*/) {
  return std::make_unique<GaussianYoloKernel>(static_cast<const GaussianYoloLayer&>(layer));
}

}  // namespace dn
