// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/contrastive.h"

#include <algorithm>

#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

class ContrastiveKernel : public Kernel {
 public:
  explicit ContrastiveKernel(const Layer& layer) : count_(layer.out().count()) {}
  void bind(const KernelMemory& memory) override { output_ = memory.out(); }
  void run(int /*part*/) noexcept override { std::fill_n(output_, count_, 0.f); }

 private:
  std::size_t count_;
  float* output_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_contrastive_kernel(const Layer& layer,
                                                     const KernelOptions& /*options*/) {
  return std::make_unique<ContrastiveKernel>(layer);
}

}  // namespace dn
