// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [avgpool]: the mean of each channel over the whole picture. A block takes some channels of one
// image: its threads share the pixels, 16 bytes of channels at a time, and add up their sums in
// shared memory, always in the same order.
#include "darknet/layers/avgpool.h"

#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/vector.cuh"

namespace dn {
namespace {

constexpr int kLanes = 8;  // of vectors next to each other: 128 bytes, a line of the cache
constexpr int kRows = 32;  // pixels read at the same time

// ---- kernels

// Block: x = kLanes vectors of N channels, y = image.
template <typename In, typename Out, int N>
__global__ void average_pixels(const In* from, Out* to, int pixels, int channels) {
  __shared__ float sums[kRows][kLanes * N];
  const int lane = static_cast<int>(threadIdx.x) % kLanes;
  const int row = static_cast<int>(threadIdx.x) / kLanes;
  const int first = static_cast<int>(blockIdx.x) * kLanes * N;
  const int channel = first + lane * N;
  from += static_cast<std::size_t>(blockIdx.y) * pixels * channels + channel;
  float sum[N] = {}, values[N];
  for (int pixel = row; pixel < pixels && channel < channels; pixel += kRows) {
    load(from + static_cast<std::size_t>(pixel) * channels, values);
#pragma unroll
    for (int i = 0; i < N; ++i) sum[i] += values[i];
  }
#pragma unroll
  for (int i = 0; i < N; ++i) sums[row][lane * N + i] = sum[i];
  __syncthreads();
  const int own = static_cast<int>(threadIdx.x);
  if (own >= kLanes * N || first + own >= channels) return;
  float total = 0.f;
  for (int i = 0; i < kRows; ++i) total += sums[i][own];
  to[static_cast<std::size_t>(blockIdx.y) * channels + first + own] =
      from_float<Out>(total / static_cast<float>(pixels));
}

// ---- launchers

template <typename In, typename Out>
class AvgpoolKernel : public Kernel {
 public:
  AvgpoolKernel(const AvgpoolLayer& layer, const KernelOptions& /*options*/) : layer_(layer) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }
  void run(int /*part*/) noexcept override {
    constexpr int kN = kVectorLength<In>;
    if (fits_vectors<kN>(layer_.in().c, memory_.input<In>(0))) {
      average<kN>();
    } else {
      average<1>();
    }
  }

 private:
  template <int N>
  void average() noexcept {
    const Shape& in = layer_.in();
    const int blocks = (in.c + kLanes * N - 1) / (kLanes * N);
    launch(average_pixels<In, Out, N>, {dim3(blocks, in.n), dim3(kLanes * kRows)}, *memory_.stream,
           memory_.input<In>(0), memory_.out<Out>(), in.h * in.w, in.c);
  }

  const AvgpoolLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_avgpool_kernel(const Layer& layer,
                                                  const KernelOptions& options) {
  return make_typed_result<AvgpoolKernel, AvgpoolLayer>(layer, options);
}

}  // namespace dn
