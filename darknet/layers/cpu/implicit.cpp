// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/implicit.h"

#include <cstring>

#include "darknet/layers/cpu/kernels.h"
#include "darknet/tensor/layout.h"

namespace dn {
namespace {

class ImplicitKernel : public Kernel {
 public:
  explicit ImplicitKernel(const ImplicitLayer& layer) : layer_(layer) {}

  std::vector<Bytes> parts() const override { return {floats_to_bytes(image_floats())}; }

  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    const Shape image{1, layer_.out().c, layer_.out().h, layer_.out().w};
    planar_to_channels_last(image, weights.find(layer_.index(), WeightKind::kWeights),
                            {reinterpret_cast<float*>(packed), image.count()});
  }

  void bind(const KernelMemory& memory) override {
    weights_ = memory.part_weights[0];
    out_ = memory.out();
  }

  void run(int /*part*/) noexcept override {
    for (int n = 0; n < layer_.out().n; ++n) {
      std::memcpy(out_ + n * image_floats(), weights_, image_floats() * sizeof(float));
    }
  }

 private:
  std::size_t image_floats() const { return layer_.out().count() / layer_.out().n; }

  const ImplicitLayer& layer_;
  const std::byte* weights_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_implicit_kernel(const Layer& layer,
                                                  const KernelOptions& /*options*/) {
  return std::make_unique<ImplicitKernel>(static_cast<const ImplicitLayer&>(layer));
}

}  // namespace dn
