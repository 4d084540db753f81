// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [connected]: a matrix times the input, dense.cu's work. Large matrices are cut into parts of
// about equal numbers of rows, so that they can be swapped piece by piece.
#include "darknet/layers/connected.h"

#include "darknet/layers/cuda/dense.h"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"

namespace dn {
namespace {

template <typename In, typename Out>
class ConnectedKernel : public Kernel {
 public:
  ConnectedKernel(const ConnectedLayer& layer, const KernelOptions& options)
      : images_(layer.in().n),
        dense_({{1, layer.in().c, layer.in().h, layer.in().w},
                layer.out().c,
                layer.activation(),
                layer.batch_normalize(),
                layer.index(),
                0,
                options.mode}),
        blocks_(dense_.packing().split(options.max_part)) {}

  std::vector<Bytes> parts() const override {
    std::vector<Bytes> sizes;
    for (const DenseBlock& block : blocks_) sizes.push_back(dense_.packing().bytes(block.rows));
    return sizes;
  }
  void pack(int part, const NetworkWeights& weights, std::byte* packed) const override {
    dense_.packing().pack(weights, blocks_[part].first, blocks_[part].rows, packed);
  }
  void bind(const KernelMemory& memory) override {
    memory_ = memory;
    for (std::size_t i = 0; i < blocks_.size(); ++i) blocks_[i].packed = memory.part_weights[i];
  }
  void run(int part) noexcept override {
    dense_.run(blocks_[part], images_, memory_.input<In>(0), memory_.out<Out>(), *memory_.stream);
  }

 private:
  int images_;
  cuda::Dense<In> dense_;
  std::vector<DenseBlock> blocks_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_connected_kernel(const Layer& layer,
                                                    const KernelOptions& options) {
  return make_typed_result<ConnectedKernel, ConnectedLayer>(layer, options);
}

}  // namespace dn
