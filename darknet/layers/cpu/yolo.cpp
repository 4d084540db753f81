// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/yolo.h"

#include <algorithm>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/exponential.h"

namespace dn {
namespace {

class YoloKernel : public Kernel {
 public:
  explicit YoloKernel(const YoloLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  // The entries of all cells follow each other; a block of them fits the first-level cache.
  void run(int /*part*/) noexcept override {
    constexpr std::size_t kWorkPerValue = 8;
    constexpr std::ptrdiff_t kBlockFloats = 4096;
    const auto floats = static_cast<std::ptrdiff_t>(layer_.in().count());
    const std::ptrdiff_t entry = layer_.entry_size();
    const std::ptrdiff_t block = std::max<std::ptrdiff_t>(1, kBlockFloats / entry) * entry;
    parallel_for(
        (floats + block - 1) / block, layer_.in().count() * kWorkPerValue, [&](std::ptrdiff_t i) {
          run_block(in_ + i * block, out_ + i * block, std::min(block, floats - i * block));
        });
  }

 private:
  // The logistic function over everything at once, then the sides put back: much faster than
  // leaving them out of so many short pieces.
  void run_block(const float* in, float* out, std::ptrdiff_t floats) const noexcept {
    const float scale = layer_.scale_x_y();
    const float shift = .5f * (scale - 1);
    const bool activates = !layer_.new_coords();
    if (activates) {
      logistic(in, out, static_cast<std::size_t>(floats));
    } else {
      std::copy_n(in, floats, out);
    }
    for (std::ptrdiff_t at = 0; at < floats; at += layer_.entry_size()) {
      for (std::ptrdiff_t i = at; i < at + YoloLayer::kSides; ++i) out[i] = out[i] * scale - shift;
      if (!activates) continue;
      std::copy(in + at + YoloLayer::kSides, in + at + YoloLayer::kObjectness,
                out + at + YoloLayer::kSides);
    }
  }

  const YoloLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_yolo_kernel(const Layer& layer,
                                              const KernelOptions& /*options*/) {
  return std::make_unique<YoloKernel>(static_cast<const YoloLayer&>(layer));
}

}  // namespace dn
