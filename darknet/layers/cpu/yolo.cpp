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
    in_ = memory.inputs[0];
    out_ = memory.output;
  }

  void run(int /*part*/) noexcept override {
    constexpr std::size_t kWorkPerValue = 8;
    const Shape& shape = layer_.in();
    parallel_for(
        static_cast<std::ptrdiff_t>(shape.pixels()), shape.count() * kWorkPerValue,
        [&](std::ptrdiff_t pixel) { run_pixel(in_ + pixel * shape.c, out_ + pixel * shape.c); });
  }

 private:
  void run_pixel(const float* in, float* out) const noexcept {
    const int entry = layer_.entry_size();
    const float scale = layer_.scale_x_y();
    const float shift = .5f * (scale - 1);
    const auto anchors = static_cast<int>(layer_.anchors().size());
    for (int anchor = 0; anchor < anchors; ++anchor, in += entry, out += entry) {
      if (layer_.new_coords()) {
        if (in != out) std::copy_n(in, entry, out);
      } else {
        activate_entry(in, out, entry);
      }
      for (int i = 0; i < 2; ++i) out[i] = out[i] * scale - shift;
    }
  }

  static void activate_entry(const float* in, float* out, int entry) noexcept {
    logistic(in, out, 2);
    for (int i = 2; i < YoloLayer::kObjectness; ++i) out[i] = in[i];
    logistic(in + YoloLayer::kObjectness, out + YoloLayer::kObjectness,
             static_cast<std::size_t>(entry - YoloLayer::kObjectness));
  }

  const YoloLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> make_yolo_kernel(const Layer& layer, const KernelOptions& /*options*/) {
  return std::make_unique<YoloKernel>(static_cast<const YoloLayer&>(layer));
}

}  // namespace dn
