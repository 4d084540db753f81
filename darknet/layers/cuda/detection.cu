// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [detection] with softmax=1: a softmax over the class scores of each cell; objectness and boxes,
// which follow the scores of all cells, stay as they are. A warp per cell, which also copies its
// share of the rest.
#include "darknet/layers/detection.h"

#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/reduce.cuh"
#include "darknet/ops/cuda/softmax.cuh"

namespace dn {
namespace {

// ---- kernels

template <typename In, typename Out>
__global__ void softmax_cells(const In* from, Out* to, unsigned images, unsigned image_values,
                              unsigned cells, unsigned classes) {
  const auto warp = static_cast<unsigned>(thread_index() / device::kWarpLanes);
  const unsigned lane = threadIdx.x % device::kWarpLanes;
  const unsigned image = warp / cells, cell = warp % cells;
  if (image >= images) return;
  from += static_cast<std::size_t>(image) * image_values;
  to += static_cast<std::size_t>(image) * image_values;
  device::softmax_by_warp(from + cell * classes, to + cell * classes, static_cast<int>(classes));
  const unsigned first = cells * classes + cell * device::kWarpLanes + lane;
  for (unsigned i = first; i < image_values; i += cells * device::kWarpLanes)
    to[i] = from_float<Out>(to_float(from[i]));
}

// ---- launchers

template <typename In, typename Out>
class DetectionKernel : public Kernel {
 public:
  DetectionKernel(const DetectionLayer& layer, const KernelOptions& /*options*/) : layer_(layer) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }
  void run(int /*part*/) noexcept override {
    const Shape& shape = layer_.out();
    const std::size_t warps = static_cast<std::size_t>(shape.n) * layer_.cells();
    launch(softmax_cells<In, Out>, one_thread_each(warps * device::kWarpLanes), *memory_.stream,
           memory_.input<In>(0), memory_.out<Out>(), shape.n, shape.c, layer_.cells(),
           layer_.classes());
  }

 private:
  const DetectionLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_detection_kernel(const Layer& layer,
                                                    const KernelOptions& options) {
  return make_typed_result<DetectionKernel, DetectionLayer>(layer, options);
}

}  // namespace dn
