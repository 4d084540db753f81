// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [yolo]: the logistic function over all of an entry but its sides, then x and y scaled. The
// result is what the host looks for boxes in, so it may be floats whatever it is computed from.
#include "darknet/layers/yolo.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/map_entries.cuh"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/activation.cuh"

namespace dn {
namespace {

// ---- kernels

struct YoloNumber {
  float scale, shift;
  bool activates;

  __device__ float operator()(unsigned place, float x) const {
    const bool is_side = place >= YoloLayer::kSides && place < YoloLayer::kObjectness;
    if (activates && !is_side) x = device::logistic(x);
    return place < YoloLayer::kSides ? x * scale - shift : x;
  }
};

// ---- launchers

template <typename In, typename Out>
class YoloKernel : public Kernel {
 public:
  YoloKernel(const YoloLayer& layer, const KernelOptions& /*options*/) : layer_(layer) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }
  void run(int /*part*/) noexcept override {
    const float scale = layer_.scale_x_y();
    cuda::map_entries(memory_.input<In>(0), memory_.out<Out>(), layer_.out(), layer_.entry_size(),
                      YoloNumber{scale, .5f * (scale - 1), !layer_.new_coords()}, *memory_.stream);
  }

 private:
  const YoloLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_yolo_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed_result<YoloKernel, YoloLayer>(layer, options);
}

}  // namespace dn
