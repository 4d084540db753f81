// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/region.h"

#include <algorithm>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/exponential.h"

namespace dn {
namespace {

// The channels-last order of the input already is [cell][anchor][entry].
class RegionKernel : public Kernel {
 public:
  explicit RegionKernel(const RegionLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    constexpr std::size_t kWorkPerValue = 8;
    const Shape& shape = layer_.in();
    const auto anchors = static_cast<std::ptrdiff_t>(layer_.anchors().size());
    const std::ptrdiff_t entry = layer_.entry_size();
    parallel_for(static_cast<std::ptrdiff_t>(shape.pixels()) * anchors,
                 shape.count() * kWorkPerValue,
                 [&](std::ptrdiff_t i) { run_entry(in_ + i * entry, out_ + i * entry); });
  }

 private:
  void run_entry(const float* in, float* out) const noexcept {
    constexpr int kFirstClass = RegionLayer::kFirstClass;
    if (in != out) std::copy_n(in, kFirstClass, out);
    logistic(in + RegionLayer::kObjectness, out + RegionLayer::kObjectness, 1);
    in += kFirstClass;
    out += kFirstClass;
    if (layer_.softmax_groups().empty() && in != out) std::copy_n(in, layer_.classes(), out);
    for (const auto& [first, size] : layer_.softmax_groups()) {
      softmax(in + first, out + first, static_cast<std::size_t>(size));
    }
  }

  const RegionLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_region_kernel(const Layer& layer,
                                                const KernelOptions& /*options*/) {
  return std::make_unique<RegionKernel>(static_cast<const RegionLayer&>(layer));
}

}  // namespace dn
