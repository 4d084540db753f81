// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [maxpool]: the largest tap of each window; large windows in two passes, down then across, which
// takes 2*size taps instead of size*size. With maxpool_depth the largest of every k-th channel.
// With antialiasing a blur follows, whose weights are all that is packed.
// Workspace: the result of the first pass, the output before the blur, the blur's scratch.
#include "darknet/layers/maxpool.h"

#include <optional>

#include "darknet/base/aligned_buffer.h"
#include "darknet/layers/cuda/blur.h"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/pooling.cuh"
#include "darknet/layers/cuda/typed_kernel.h"

namespace dn {
namespace {

constexpr int kLargestSinglePass = 7;  // up to here a second launch costs more than the taps

// ---- kernels

// One thread per value of the output.
template <typename T>
__global__ void pool_channels(const T* from, T* to, unsigned in_channels, unsigned out_channels,
                              unsigned count) {
  const auto i = static_cast<unsigned>(thread_index());
  if (i >= count) return;
  const unsigned pixel = i / out_channels;
  const T* channels = from + pixel * in_channels;
  const unsigned first = i - pixel * out_channels;
  float largest = to_float(channels[first]);
  for (unsigned c = first + out_channels; c < in_channels; c += out_channels)
    largest = fmaxf(largest, to_float(channels[c]));
  to[i] = from_float<T>(largest);
}

// ---- launchers

template <typename T>
class MaxpoolKernel : public Kernel {
 public:
  MaxpoolKernel(const MaxpoolLayer& layer, const KernelOptions& options);

  std::vector<Bytes> parts() const override { return {blur_ ? blur_->bytes() : Bytes(0)}; }
  Bytes workspace() const override {
    return rows_size_ + pooled_size_ + (blur_ ? blur_->workspace() : Bytes(0));
  }
  std::string packing() const override { return blur_ ? blur_->packing() : ""; }
  void pack(int /*part*/, const NetworkWeights& /*weights*/, std::byte* packed) const override {
    if (blur_) blur_->pack(packed);
  }
  void bind(const KernelMemory& memory) override;
  void run(int part) noexcept override;

 private:
  bool two_passes() const { return rows_size_ > Bytes(0); }
  void pool_windows() noexcept;

  const MaxpoolLayer& layer_;
  PixelStrides strides_;  // other than the channels only where windows are pooled without a blur
  std::optional<cuda::Blur> blur_;
  Bytes rows_size_, pooled_size_;
  const T* in_ = nullptr;
  T* rows_ = nullptr;
  T* pooled_ = nullptr;
  Stream* stream_ = nullptr;
};

template <typename T>
MaxpoolKernel<T>::MaxpoolKernel(const MaxpoolLayer& layer, const KernelOptions& options)
    : layer_(layer), strides_(options.strides) {
  constexpr Bytes kAlign{kAlignment};
  const Shape& pooled = layer.pooled();
  if (!layer.pools_channels() && layer.window().size > kLargestSinglePass) {
    const Shape rows{pooled.n, pooled.c, pooled.h, layer.in().w};
    rows_size_ = align_up(Bytes(rows.count() * sizeof(T)), kAlign);
  }
  if (!layer.blurs()) return;
  pooled_size_ = align_up(Bytes(pooled.count() * sizeof(T)), kAlign);
  blur_.emplace(pooled, layer.out(), layer.blur(), options.precision);
}

template <typename T>
void MaxpoolKernel<T>::bind(const KernelMemory& memory) {
  std::byte* before_blur = memory.workspace + rows_size_.value;
  stream_ = memory.stream;
  in_ = memory.input<T>(0);
  rows_ = reinterpret_cast<T*>(memory.workspace);
  pooled_ = blur_ ? reinterpret_cast<T*>(before_blur) : memory.out<T>();
  if (blur_)
    blur_->bind(pooled_, memory.output, memory.part_weights[0], before_blur + pooled_size_.value,
                *stream_);
}

template <typename T>
void MaxpoolKernel<T>::run(int /*part*/) noexcept {
  if (layer_.pools_channels()) {
    const std::size_t count = layer_.pooled().count();
    launch(pool_channels<T>, one_thread_each(count), *stream_, in_, pooled_,
           static_cast<unsigned>(layer_.in().c), static_cast<unsigned>(layer_.pooled().c),
           static_cast<unsigned>(count));
  } else {
    pool_windows();
  }
  if (blur_) blur_->run();
}

template <typename T>
void MaxpoolKernel<T>::pool_windows() noexcept {
  using cuda::PoolingAxis;
  const Shape &in = layer_.in(), &out = layer_.pooled();
  const PoolingWindow& window = layer_.window();
  const auto rows = PoolingAxis::across(window, window.stride_y, in.h, out.h);
  const auto columns = PoolingAxis::across(window, window.stride_x, in.w, out.w);
  const cuda::Pixels<const T> from{in_, strides_.input(0, in.c)};
  const cuda::Pixels<T> to{pooled_, strides_.out(in.c)};
  const auto pool = [&](const PoolingAxis& down, const PoolingAxis& across,
                        const cuda::Pixels<const T>& read, const cuda::Pixels<T>& written) {
    cuda::pool<cuda::Maximum>(down, across, read, written, in.n, in.c, *stream_);
  };
  if (two_passes()) {
    pool(rows, PoolingAxis::unchanged(in.w), from, {rows_, in.c});
    pool(PoolingAxis::unchanged(out.h), columns, {rows_, in.c}, to);
  } else {
    pool(rows, columns, from, to);
  }
}

}  // namespace

std::unique_ptr<Kernel> cuda::make_maxpool_kernel(const Layer& layer,
                                                  const KernelOptions& options) {
  return make_typed<MaxpoolKernel, MaxpoolLayer>(layer, options);
}

}  // namespace dn
