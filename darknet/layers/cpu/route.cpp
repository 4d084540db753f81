// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/route.h"

#include <algorithm>
#include <cstring>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

class RouteKernel : public Kernel {
 public:
  explicit RouteKernel(const RouteLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    slices_.clear();
    for (std::size_t i = 0; i < memory.inputs.size(); ++i) {
      const int channels = memory.input_shapes[i].c;
      const int length = channels / layer_.groups();
      slices_.push_back({memory.input(i) + layer_.group() * length, channels, length});
    }
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    constexpr std::ptrdiff_t kBlockFloats = 4096;  // worth a turn of a thread
    const std::ptrdiff_t channels = layer_.out().c;
    const std::ptrdiff_t block = std::max<std::ptrdiff_t>(1, kBlockFloats / channels);
    const auto pixels = static_cast<std::ptrdiff_t>(layer_.out().pixels());
    parallel_for((pixels + block - 1) / block, layer_.out().count(), [&](std::ptrdiff_t i) {
      copy_pixels(i * block, std::min(pixels, (i + 1) * block));
    });
  }

 private:
  struct Slice {
    const float* first;
    int stride, length;  // floats from pixel to pixel; of one pixel
  };

  void copy_pixels(std::ptrdiff_t begin, std::ptrdiff_t end) const {
    float* to = out_ + begin * layer_.out().c;
    for (std::ptrdiff_t pixel = begin; pixel < end; ++pixel) {
      for (const Slice& slice : slices_) {
        std::memcpy(to, slice.first + pixel * slice.stride, slice.length * sizeof(float));
        to += slice.length;
      }
    }
  }

  const RouteLayer& layer_;
  std::vector<Slice> slices_;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_route_kernel(const Layer& layer,
                                               const KernelOptions& /*options*/) {
  return std::make_unique<RouteKernel>(static_cast<const RouteLayer&>(layer));
}

}  // namespace dn
