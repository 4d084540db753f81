// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/connected.h"

#include "darknet/layers/cpu/dense.h"
#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

// Large matrices are cut into parts of about equal numbers of rows, each at most options.max_part
// (or one row).
class ConnectedKernel : public Kernel {
 public:
  ConnectedKernel(const ConnectedLayer& layer, const KernelOptions& options)
      : layer_(layer),
        dense_({{1, layer.in().c, layer.in().h, layer.in().w},
                layer.out().c,
                layer.activation(),
                layer.batch_normalize(),
                layer.index(),
                0,
                options.mode,
                options.reference}),
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
    in_ = memory.input(0);
    out_ = memory.out();
    for (std::size_t i = 0; i < blocks_.size(); ++i) blocks_[i].packed = memory.part_weights[i];
  }
  void run(int part) noexcept override { dense_.run(blocks_[part], layer_.in().n, in_, out_); }

 private:
  const ConnectedLayer& layer_;
  Dense dense_;
  std::vector<DenseBlock> blocks_;
  const float* in_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_connected_kernel(const Layer& layer,
                                                   const KernelOptions& options) {
  return std::make_unique<ConnectedKernel>(static_cast<const ConnectedLayer&>(layer), options);
}

}  // namespace dn
