// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [local_avgpool]: the mean of the taps of each window that lie in the picture, in one pass.
#include "darknet/layers/local_avgpool.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/pooling.cuh"
#include "darknet/layers/cuda/typed_kernel.h"

namespace dn {
namespace {

template <typename T>
class LocalAvgpoolKernel : public Kernel {
 public:
  LocalAvgpoolKernel(const LocalAvgpoolLayer& layer, const KernelOptions& /*options*/)
      : layer_(layer) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }
  void run(int /*part*/) noexcept override {
    const Shape &in = layer_.in(), &out = layer_.out();
    const PoolingWindow& window = layer_.window();
    cuda::pool<cuda::Mean, T>(cuda::PoolingAxis::across(window, window.stride_y, in.h, out.h),
                              cuda::PoolingAxis::across(window, window.stride_x, in.w, out.w),
                              {memory_.input<T>(0), in.c}, {memory_.out<T>(), in.c}, in.n, in.c,
                              *memory_.stream);
  }

 private:
  const LocalAvgpoolLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_local_avgpool_kernel(const Layer& layer,
                                                        const KernelOptions& options) {
  return make_typed<LocalAvgpoolKernel, LocalAvgpoolLayer>(layer, options);
}

}  // namespace dn
