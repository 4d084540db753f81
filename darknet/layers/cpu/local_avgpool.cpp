// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/local_avgpool.h"

#include <algorithm>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/elementwise.h"

namespace dn {
namespace {

class LocalAvgpoolKernel : public Kernel {
 public:
  explicit LocalAvgpoolKernel(const LocalAvgpoolLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    const Shape& out = layer_.out();
    const int size = layer_.window().size;
    parallel_for(static_cast<std::ptrdiff_t>(out.n) * out.h, out.count() * size * size,
                 [&](std::ptrdiff_t row) {
                   average_row(row / out.h, static_cast<int>(row % out.h),
                               out_ + row * out.w * out.c);
                 });
  }

 private:
  void average_row(std::ptrdiff_t image, int y, float* to) const {
    const Shape& in = layer_.in();
    const PoolingWindow& window = layer_.window();
    const auto rows = window.taps(y, window.stride_y, in.h);
    for (int x = 0; x < layer_.out().w; ++x, to += in.c) {
      const auto columns = window.taps(x, window.stride_x, in.w);
      std::fill_n(to, in.c, 0.f);
      for (int iy = rows.begin; iy < rows.end; ++iy) {
        const float* from = in_ + ((image * in.h + iy) * in.w + columns.begin) * in.c;
        for (int ix = columns.begin; ix < columns.end; ++ix, from += in.c) add(to, from, to, in.c);
      }
      const int taps = (rows.end - rows.begin) * (columns.end - columns.begin);
      scale(to, 1.f / static_cast<float>(taps), to, in.c);
    }
  }

  const LocalAvgpoolLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_local_avgpool_kernel(const Layer& layer,
                                                       const KernelOptions& /*options*/) {
  return std::make_unique<LocalAvgpoolKernel>(static_cast<const LocalAvgpoolLayer&>(layer));
}

}  // namespace dn
