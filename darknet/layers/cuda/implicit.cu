// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [implicit]: the output is the weights, which are packed as the output wants them.
#include "darknet/layers/implicit.h"

#include <algorithm>

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/number.cuh"
#include "darknet/tensor/layout.h"

namespace dn {
namespace {

template <typename T>
class ImplicitKernel : public Kernel {
 public:
  ImplicitKernel(const ImplicitLayer& layer, const KernelOptions& /*options*/)
      : layer_(layer), image_{1, layer.out().c, layer.out().h, layer.out().w} {}

  std::vector<Bytes> parts() const override { return {image_bytes()}; }

  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    std::vector<float> values(image_.count());
    planar_to_channels_last(image_, weights.find(layer_.index(), WeightKind::kWeights), values);
    std::ranges::transform(values, reinterpret_cast<T*>(packed), from_float<T>);
  }

  void bind(const KernelMemory& memory) override { memory_ = memory; }

  void run(int /*part*/) noexcept override {
    for (int n = 0; n < layer_.out().n; ++n) {
      memory_.stream->copy(memory_.out<T>() + n * image_.count(), memory_.part_weights[0],
                           image_bytes());
    }
  }

 private:
  Bytes image_bytes() const { return Bytes(image_.count() * sizeof(T)); }

  const ImplicitLayer& layer_;
  Shape image_;  // of one image of the batch
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_implicit_kernel(const Layer& layer,
                                                   const KernelOptions& options) {
  return make_typed<ImplicitKernel, ImplicitLayer>(layer, options);
}

}  // namespace dn
