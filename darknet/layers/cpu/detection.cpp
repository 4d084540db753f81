// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/detection.h"

#include <cstring>

#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/exponential.h"

namespace dn {
namespace {

class DetectionKernel : public Kernel {
 public:
  explicit DetectionKernel(const DetectionLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    const Shape& shape = layer_.out();
    if (in_ != out_) std::memcpy(out_, in_, shape.bytes());
    for (int n = 0; n < shape.n; ++n) {
      float* scores = out_ + static_cast<std::size_t>(n) * shape.c;
      for (int cell = 0; cell < layer_.cells(); ++cell) {
        float* of_cell = scores + static_cast<std::size_t>(cell) * layer_.classes();
        softmax(of_cell, of_cell, static_cast<std::size_t>(layer_.classes()));
      }
    }
  }

 private:
  const DetectionLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_detection_kernel(const Layer& layer,
                                                   const KernelOptions& /*options*/) {
  return std::make_unique<DetectionKernel>(static_cast<const DetectionLayer&>(layer));
}

}  // namespace dn
