// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/crop.h"

#include <cstring>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

class CropKernel : public Kernel {
 public:
  explicit CropKernel(const CropLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    const Shape& in = layer_.in();
    const Shape& out = layer_.out();
    const std::ptrdiff_t length = static_cast<std::ptrdiff_t>(out.w) * out.c;
    parallel_for(static_cast<std::ptrdiff_t>(out.n) * out.h, out.count(), [&](std::ptrdiff_t row) {
      const std::ptrdiff_t image = row / out.h, y = row % out.h + layer_.top();
      const float* from = in_ + ((image * in.h + y) * in.w + layer_.left()) * in.c;
      float* to = out_ + row * length;
      std::memcpy(to, from, length * sizeof(float));
      if (!layer_.adjusts()) return;
      for (std::ptrdiff_t i = 0; i < length; ++i) to[i] = to[i] * 2.f - 1.f;
    });
  }

 private:
  const CropLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_crop_kernel(const Layer& layer,
                                              const KernelOptions& /*options*/) {
  return std::make_unique<CropKernel>(static_cast<const CropLayer&>(layer));
}

}  // namespace dn
