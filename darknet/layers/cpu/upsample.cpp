// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/upsample.h"

#include <algorithm>
#include <cstring>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/elementwise.h"

namespace dn {
namespace {

class UpsampleKernel : public Kernel {
 public:
  explicit UpsampleKernel(const UpsampleLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    const Shape& in = layer_.in();
    const Shape& out = layer_.out();
    if (layer_.reverse()) {
      parallel_for(static_cast<std::ptrdiff_t>(out.n) * out.h, in.count(),
                   [&](std::ptrdiff_t row) { sum_squares(row / out.h, row % out.h); });
    } else {
      parallel_for(static_cast<std::ptrdiff_t>(in.n) * in.h, out.count(),
                   [&](std::ptrdiff_t row) { repeat_row(row); });
    }
  }

 private:
  // One input row gives `stride` output rows: the first is made pixel by pixel, the others are its
  // copies. Rows and images follow each other in the same order in both tensors.
  void repeat_row(std::ptrdiff_t row) const {
    const Shape& in = layer_.in();
    const int stride = layer_.stride();
    const std::ptrdiff_t out_floats = static_cast<std::ptrdiff_t>(layer_.out().w) * in.c;
    const float* from = in_ + row * in.w * in.c;
    float* first = out_ + row * stride * out_floats;
    float* to = first;
    for (int x = 0; x < in.w; ++x, from += in.c) {
      for (int i = 0; i < stride; ++i, to += in.c) {
        if (layer_.scale() == 1.f) {
          std::memcpy(to, from, in.c * sizeof(float));
        } else {
          scale(from, layer_.scale(), to, in.c);
        }
      }
    }
    for (int i = 1; i < stride; ++i) {
      std::memcpy(first + i * out_floats, first, out_floats * sizeof(float));
    }
  }

  void sum_squares(std::ptrdiff_t image, std::ptrdiff_t y) const {
    const Shape& in = layer_.in();
    const Shape& out = layer_.out();
    const int stride = layer_.stride();
    float* to = out_ + (image * out.h + y) * out.w * out.c;
    for (int x = 0; x < out.w; ++x, to += out.c) {
      std::fill_n(to, out.c, 0.f);
      for (int i = 0; i < stride; ++i) {
        const float* from = in_ + ((image * in.h + y * stride + i) * in.w + x * stride) * in.c;
        for (int j = 0; j < stride; ++j, from += in.c) add(to, from, to, out.c);
      }
      scale(to, layer_.scale(), to, out.c);
    }
  }

  const UpsampleLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_upsample_kernel(const Layer& layer,
                                                  const KernelOptions& /*options*/) {
  return std::make_unique<UpsampleKernel>(static_cast<const UpsampleLayer&>(layer));
}

}  // namespace dn
