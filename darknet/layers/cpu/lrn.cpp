// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/lrn.h"

#include <algorithm>
#include <cmath>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

// Darknet's window slides along the channels: for channel 0 the norm is kappa plus alpha times the
// squares of the channels below size/2; each further channel k adds channel k + size/2 and takes
// away channel k - (size-1)/2 - 1. So channel size/2 is never added, only taken away. Trained
// weights rely on it.
class LrnKernel : public Kernel {
 public:
  explicit LrnKernel(const LrnLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    const Shape& shape = layer_.in();
    const auto pixels = static_cast<std::ptrdiff_t>(shape.pixels());
    parallel_for(pixels, shape.count() * 32, [&](std::ptrdiff_t pixel) {
      run_pixel(in_ + pixel * shape.c, out_ + pixel * shape.c);
    });
  }

 private:
  void run_pixel(const float* in, float* out) const noexcept {
    const int channels = layer_.in().c;
    const int ahead = layer_.size() / 2, behind = (layer_.size() - 1) / 2 + 1;
    const auto weighted = [&](int c) { return layer_.alpha() * in[c] * in[c]; };
    float norm = layer_.kappa();
    for (int c = 0; c < std::min(ahead, channels); ++c) norm += weighted(c);
    for (int c = 0; c < channels; ++c) {
      if (c > 0 && c - behind >= 0) norm -= weighted(c - behind);
      if (c > 0 && c + ahead < channels) norm += weighted(c + ahead);
      out[c] = in[c] * std::pow(norm, -layer_.beta());
    }
  }

  const LrnLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_lrn_kernel(const Layer& layer, const KernelOptions& /*options*/) {
  return std::make_unique<LrnKernel>(static_cast<const LrnLayer&>(layer));
}

}  // namespace dn
