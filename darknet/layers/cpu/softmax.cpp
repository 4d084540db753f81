// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/softmax.h"

#include <algorithm>
#include <cmath>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

// Softmax over `count` values found by at(i), an index into both tensors.
template <typename At>
void softmax(const float* in, float* out, std::size_t count, float temperature, At at) noexcept {
  float largest = in[at(0)];
  for (std::size_t i = 1; i < count; ++i) largest = std::max(largest, in[at(i)]);
  float sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const float e = std::exp((in[at(i)] - largest) / temperature);
    sum += e;
    out[at(i)] = e;
  }
  for (std::size_t i = 0; i < count; ++i) out[at(i)] /= sum;
}

class SoftmaxKernel : public Kernel {
 public:
  explicit SoftmaxKernel(const SoftmaxLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    const Shape& shape = layer_.in();
    if (layer_.spatial()) return run_pixels(shape);
    const std::size_t image = shape.count() / shape.n;
    for (int n = 0; n < shape.n; ++n) run_groups(shape, in_ + n * image, out_ + n * image);
  }

 private:
  void run_pixels(const Shape& shape) noexcept {
    const auto pixels = static_cast<std::ptrdiff_t>(shape.pixels());
    parallel_for(pixels, shape.count() * 16, [&](std::ptrdiff_t pixel) {
      const std::size_t first = pixel * shape.c;
      softmax(in_ + first, out_ + first, shape.c, layer_.temperature(),
              [](std::size_t i) { return i; });
    });
  }

  // The groups are stretches of the planar order, whose value j lies at (j mod plane)*c + j/plane.
  void run_groups(const Shape& shape, const float* in, float* out) noexcept {
    const std::size_t plane = static_cast<std::size_t>(shape.h) * shape.w;
    const std::size_t channels = shape.c;
    const bool same_order = plane == 1 || channels == 1;
    const auto& groups = layer_.groups();
    const auto count = static_cast<std::ptrdiff_t>(groups.size());
    parallel_for(count, plane * channels * 16, [&](std::ptrdiff_t g) {
      const std::size_t first = groups[g].first;
      if (same_order) {
        softmax(in, out, groups[g].size, layer_.temperature(),
                [=](std::size_t i) { return first + i; });
      } else {
        softmax(in, out, groups[g].size, layer_.temperature(), [=](std::size_t i) {
          return (first + i) % plane * channels + (first + i) / plane;
        });
      }
    });
  }

  const SoftmaxLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_softmax_kernel(const Layer& layer,
                                                 const KernelOptions& /*options*/) {
  return std::make_unique<SoftmaxKernel>(static_cast<const SoftmaxLayer&>(layer));
}

}  // namespace dn
