// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [region]: the logistic function over the objectness, and a softmax over each group of classes.
// Without softmax every number is by itself; with it, a warp does one group of one entry, and the
// first group's warp also the numbers before the classes.
//
// The groups of a class tree are thousands (yolo9000): they are a table on the device, and come
// there as this kernel's packed weights.
#include "darknet/layers/region.h"

#include <algorithm>
#include <string>

#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/map_entries.cuh"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/activation.cuh"
#include "darknet/ops/cuda/reduce.cuh"
#include "darknet/ops/cuda/softmax.cuh"

namespace dn {
namespace {

using Group = ClassTree::Group;

// ---- kernels

struct RegionNumber {
  __device__ float operator()(unsigned place, float x) const {
    return place == RegionLayer::kObjectness ? device::logistic(x) : x;
  }
};

template <typename In, typename Out>
__global__ void softmax_classes(const In* from, Out* to, unsigned entries, unsigned entry_size,
                                const Group* groups, unsigned group_count) {
  const auto warp = static_cast<unsigned>(thread_index() / device::kWarpLanes);
  const unsigned lane = threadIdx.x % device::kWarpLanes;
  const unsigned entry = warp / group_count, group = warp % group_count;
  if (entry >= entries) return;
  from += static_cast<std::size_t>(entry) * entry_size;
  to += static_cast<std::size_t>(entry) * entry_size;
  if (group == 0 && lane < RegionLayer::kFirstClass)
    to[lane] = from_float<Out>(RegionNumber{}(lane, to_float(from[lane])));
  const Group classes = groups[group];
  const int first = RegionLayer::kFirstClass + classes.first;
  device::softmax_by_warp(from + first, to + first, classes.size);
}

// ---- launchers

template <typename In, typename Out>
class RegionKernel : public Kernel {
 public:
  RegionKernel(const RegionLayer& layer, const KernelOptions& /*options*/) : layer_(layer) {}

  std::vector<Bytes> parts() const override {
    return {Bytes(layer_.softmax_groups().size() * sizeof(Group))};
  }
  // The table is the tree file's, not the weights'.
  std::string packing() const override {
    std::string sizes;
    for (const Group& group : layer_.softmax_groups()) sizes += std::to_string(group.size) + " ";
    return sizes;
  }
  void pack(int /*part*/, const NetworkWeights& /*weights*/, std::byte* packed) const override {
    std::ranges::copy(layer_.softmax_groups(), reinterpret_cast<Group*>(packed));
  }
  void bind(const KernelMemory& memory) override { memory_ = memory; }
  void run(int /*part*/) noexcept override {
    const In* from = memory_.input<In>(0);
    const std::size_t groups = layer_.softmax_groups().size();
    if (groups == 0) {
      return cuda::map_entries(from, memory_.out<Out>(), layer_.in(), layer_.entry_size(),
                               RegionNumber{}, *memory_.stream);
    }
    const std::size_t entries = layer_.in().pixels() * layer_.anchors().size();
    launch(softmax_classes<In, Out>, one_thread_each(entries * groups * device::kWarpLanes),
           *memory_.stream, from, memory_.out<Out>(), entries, layer_.entry_size(),
           reinterpret_cast<const Group*>(memory_.part_weights[0]), groups);
  }

 private:
  const RegionLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_region_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed_result<RegionKernel, RegionLayer>(layer, options);
}

}  // namespace dn
