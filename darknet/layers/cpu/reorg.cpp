// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/reorg.h"

#include <cstring>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

// For each value of the output, channels-last, where in the input, channels-last, it comes from.
std::vector<int> legacy_order(const ReorgLayer& layer) {
  const Shape& in = layer.in();
  const Shape& out = layer.out();
  const int s = layer.stride(), channels = in.c / (s * s);
  const int out_plane = out.h * out.w, in_plane = in.h * in.w;
  std::vector<int> source(static_cast<std::size_t>(out_plane) * out.c);
  int planar = 0;  // position in the output as Darknet orders it, which counts in input geometry
  for (int k = 0; k < in.c; ++k) {
    const int column = k / channels % s, line = k / channels / s;
    for (int j = 0; j < in.h; ++j) {
      for (int i = 0; i < in.w; ++i, ++planar) {
        const int from = i * s + column + in.w * s * (j * s + line + in.h * s * (k % channels));
        const int to = planar % out_plane * out.c + planar / out_plane;
        source[to] = from % in_plane * in.c + from / in_plane;
      }
    }
  }
  return source;
}

class ReorgKernel : public Kernel {
 public:
  explicit ReorgKernel(const ReorgLayer& layer)
      : layer_(layer),
        small_(layer.reverse() ? layer.in() : layer.out()),
        large_(layer.reverse() ? layer.out() : layer.in()) {
    if (layer.legacy() && !layer.reverse()) order_ = legacy_order(layer);
  }

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    const auto rows = static_cast<std::ptrdiff_t>(small_.n) * small_.h;
    if (order_.empty()) {
      parallel_for(rows, small_.count(), [&](std::ptrdiff_t row) { move_row(row); });
    } else {
      parallel_for(rows, small_.count(), [&](std::ptrdiff_t row) { gather_row(row); });
    }
  }

 private:
  // One row of the tensor with the small picture and the many channels: each of its pixels holds a
  // square of the other tensor, whose rows are copied one by one.
  void move_row(std::ptrdiff_t row) const {
    const int s = layer_.stride();
    const std::ptrdiff_t length = static_cast<std::ptrdiff_t>(s) * large_.c;
    for (int x = 0; x < small_.w; ++x) {
      for (int line = 0; line < s; ++line) {
        const std::ptrdiff_t at_small = (row * small_.w + x) * small_.c + line * length;
        const std::ptrdiff_t at_large = (row * s + line) * large_.w * large_.c + x * length;
        const bool reverse = layer_.reverse();
        std::memcpy(out_ + (reverse ? at_large : at_small), in_ + (reverse ? at_small : at_large),
                    length * sizeof(float));
      }
    }
  }

  void gather_row(std::ptrdiff_t row) const {
    const std::ptrdiff_t length = static_cast<std::ptrdiff_t>(small_.w) * small_.c;
    const std::ptrdiff_t image = row / small_.h;
    const float* from = in_ + image * static_cast<std::ptrdiff_t>(order_.size());
    const int* order = order_.data() + row % small_.h * length;
    for (std::ptrdiff_t i = 0; i < length; ++i) out_[row * length + i] = from[order[i]];
  }

  const ReorgLayer& layer_;
  Shape small_, large_;
  std::vector<int> order_;  // only of the legacy order
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_reorg_kernel(const Layer& layer,
                                               const KernelOptions& /*options*/) {
  return std::make_unique<ReorgKernel>(static_cast<const ReorgLayer&>(layer));
}

}  // namespace dn
