// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/detection.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

void softmax(float* values, int count) noexcept {
  const float largest = *std::max_element(values, values + count);
  float sum = 0;
  for (int i = 0; i < count; ++i) sum += values[i] = std::exp(values[i] - largest);
  for (int i = 0; i < count; ++i) values[i] /= sum;
}

class DetectionKernel : public Kernel {
 public:
  explicit DetectionKernel(const DetectionLayer& layer) : layer_(layer) {}

  void bind(const KernelMemory& memory) override {
    in_ = memory.inputs[0];
    out_ = memory.output;
  }

  void run(int /*part*/) noexcept override {
    const Shape& shape = layer_.out();
    if (in_ != out_) std::memcpy(out_, in_, shape.bytes());
    for (int n = 0; n < shape.n; ++n) {
      float* scores = out_ + static_cast<std::size_t>(n) * shape.c;
      for (int cell = 0; cell < layer_.cells(); ++cell) {
        softmax(scores + static_cast<std::size_t>(cell) * layer_.classes(), layer_.classes());
      }
    }
  }

 private:
  const DetectionLayer& layer_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> make_detection_kernel(const Layer& layer,
                                              const KernelOptions& /*options*/) {
  return std::make_unique<DetectionKernel>(static_cast<const DetectionLayer&>(layer));
}

}  // namespace dn
