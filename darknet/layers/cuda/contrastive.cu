// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [contrastive]: zero at inference.
#include "darknet/layers/contrastive.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"

namespace dn {
namespace {

template <typename T>
class ContrastiveKernel : public Kernel {
 public:
  ContrastiveKernel(const ContrastiveLayer& layer, const KernelOptions& /*options*/)
      : size_(layer.out().count() * sizeof(T)) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }
  void run(int /*part*/) noexcept override { memory_.stream->clear(memory_.output, size_); }

 private:
  Bytes size_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_contrastive_kernel(const Layer& layer,
                                                      const KernelOptions& options) {
  return make_typed<ContrastiveKernel, ContrastiveLayer>(layer, options);
}

}  // namespace dn
