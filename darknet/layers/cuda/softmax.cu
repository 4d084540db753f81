// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [softmax]: exponentials that add up to one, over groups of values. One block per group of each
// image: it goes through the values three times, for the largest, the sum and the result, which is
// cheaper than keeping exponentials (and in halves they would lose digits).
#include "darknet/layers/softmax.h"

#include <algorithm>
#include <bit>
#include <string>

#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/number.cuh"
#include "darknet/ops/cuda/reduce.cuh"

namespace dn {
namespace {

using Group = ClassTree::Group;

// The groups of an image are stretches of its planar order, but value j of that order lies at (j
// mod plane)*channels + j/plane. Plane 1 is for where both orders are the same.
struct Groups {
  const Group* table;    // null: all are as large as the largest
  unsigned count, size;  // how many in an image; values of the largest
  unsigned plane, channels;
  std::size_t image;  // values of one image
};

// ---- kernels

// `out` may be `in`: a thread reads its values for the last time before it writes them.
template <typename In, typename Out>
__global__ void softmax(Groups groups, const In* in, Out* out, float temperature) {
  const unsigned image = blockIdx.x / groups.count, number = blockIdx.x % groups.count;
  const Group group = groups.table != nullptr ? groups.table[number]
                                              : Group{static_cast<int>(number * groups.size),
                                                      static_cast<int>(groups.size)};
  const auto at = [&](int i) {
    const unsigned j = group.first + i;
    const unsigned place =
        groups.plane == 1 ? j : j % groups.plane * groups.channels + j / groups.plane;
    return image * groups.image + place;
  };
  const int thread = static_cast<int>(threadIdx.x), threads = static_cast<int>(blockDim.x);
  float largest = device::Largest::kOfNothing;
  for (int i = thread; i < group.size; i += threads) largest = fmaxf(largest, to_float(in[at(i)]));
  largest = device::over_block<device::Largest>(largest);
  float sum = 0.f;
  for (int i = thread; i < group.size; i += threads)
    sum += expf((to_float(in[at(i)]) - largest) / temperature);
  sum = device::over_block<device::Sum>(sum);
  for (int i = thread; i < group.size; i += threads)
    out[at(i)] = from_float<Out>(expf((to_float(in[at(i)]) - largest) / temperature) / sum);
}

// ---- launchers

// Packed weights: only with a tree, whose groups differ in size: their table.
template <typename In, typename Out>
class SoftmaxKernel : public Kernel {
 public:
  SoftmaxKernel(const SoftmaxLayer& layer, const KernelOptions& /*options*/)
      : layer_(layer),
        largest_(std::ranges::max(layer.groups(), {}, &Group::size).size),
        equal_(std::ranges::all_of(layer.groups(),
                                   [&](const Group& g) { return g.size == largest_; })) {}

  std::vector<Bytes> parts() const override {
    return {has_table() ? Bytes(layer_.groups().size() * sizeof(Group)) : Bytes(0)};
  }
  // The table is the tree file's, not the weights'.
  std::string packing() const override {
    std::string sizes;
    if (has_table()) {
      for (const Group& group : layer_.groups()) sizes += std::to_string(group.size) + " ";
    }
    return sizes;
  }
  void pack(int /*part*/, const NetworkWeights& /*weights*/, std::byte* packed) const override {
    if (has_table()) std::ranges::copy(layer_.groups(), reinterpret_cast<Group*>(packed));
  }

  void bind(const KernelMemory& memory) override { memory_ = memory; }

  void run(int /*part*/) noexcept override {
    const Groups groups = layer_.spatial() ? one_per_pixel() : as_given();
    const std::size_t blocks = layer_.in().count() / groups.image * groups.count;
    const unsigned threads =
        std::clamp(std::bit_ceil(groups.size), device::kWarpLanes, kThreadsPerBlock);
    launch(softmax<In, Out>, {dim3(static_cast<unsigned>(blocks)), dim3(threads)}, *memory_.stream,
           groups, memory_.input<In>(0), memory_.out<Out>(), layer_.temperature());
  }

 private:
  bool has_table() const { return !layer_.spatial() && !equal_; }

  // Every pixel is an image of its own.
  Groups one_per_pixel() const {
    const auto channels = static_cast<unsigned>(layer_.in().c);
    return {nullptr, 1, channels, 1, channels, channels};
  }
  Groups as_given() const {
    const Shape& shape = layer_.in();
    const bool same_order = shape.h * shape.w == 1 || shape.c == 1;
    const auto* table = reinterpret_cast<const Group*>(memory_.part_weights[0]);
    return {
        has_table() ? table : nullptr,   static_cast<unsigned>(layer_.groups().size()),
        static_cast<unsigned>(largest_), same_order ? 1 : static_cast<unsigned>(shape.h * shape.w),
        static_cast<unsigned>(shape.c),  shape.count() / shape.n};
  }

  const SoftmaxLayer& layer_;
  int largest_;  // values of a group
  bool equal_;   // all groups have that many
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_softmax_kernel(const Layer& layer,
                                                  const KernelOptions& options) {
  return make_typed_result<SoftmaxKernel, SoftmaxLayer>(layer, options);
}

}  // namespace dn
