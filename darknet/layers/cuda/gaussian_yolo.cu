// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [Gaussian_yolo]: the logistic function over all of an entry but w and h (their uncertainties
// included), then x and y scaled.
#include "darknet/layers/gaussian_yolo.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/map_entries.cuh"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/activation.cuh"

namespace dn {
namespace {

// ---- kernels

struct GaussianYoloNumber {
  float scale, shift;

  __device__ float operator()(unsigned place, float x) const {
    using Gaussian = GaussianYoloLayer;
    if (place == Gaussian::kW || place == Gaussian::kH) return x;
    x = device::logistic(x);
    return place == Gaussian::kX || place == Gaussian::kY ? x * scale - shift : x;
  }
};

// ---- launchers

template <typename In, typename Out>
class GaussianYoloKernel : public Kernel {
 public:
  GaussianYoloKernel(const GaussianYoloLayer& layer, const KernelOptions& /*options*/)
      : layer_(layer) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }
  void run(int /*part*/) noexcept override {
    const float scale = layer_.scale_x_y();
    cuda::map_entries(memory_.input<In>(0), memory_.out<Out>(), layer_.out(), layer_.entry_size(),
                      GaussianYoloNumber{scale, .5f * (scale - 1)}, *memory_.stream);
  }

 private:
  const GaussianYoloLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_gaussian_yolo_kernel(const Layer& layer,
                                                        const KernelOptions& options) {
  return make_typed_result<GaussianYoloKernel, GaussianYoloLayer>(layer, options);
}

}  // namespace dn
