// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [shortcut]: the sum of several tensors, weighted or not, then the activation. Most shortcuts
// never come here: the convolution before them adds them (layers/fusion.h).
//
// One kernel for all forms: each thread goes through the sources for one vector of an output pixel,
// sampling those that are larger and leaving out those that have fewer channels.
#include "darknet/layers/shortcut.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/layers/shortcut_weights.h"
#include "darknet/ops/cuda/activate.h"
#include "darknet/ops/cuda/activation.cuh"
#include "darknet/ops/cuda/rows.cuh"
#include "darknet/ops/cuda/vector.cuh"

namespace dn {
namespace {

constexpr int kMostSources = 16;  // of one launch; more take several

template <typename T>
struct Source {
  const T* values;
  const float* weights;                   // one per channel, or null
  unsigned w, h, channels, pixel_stride;  // the last: values from pixel to pixel
  unsigned stride;                        // every stride-th row and column is taken
};

template <typename T>
struct Sources {
  Source<T> at[kMostSources];
  int count;
};

struct Sizes {
  unsigned w, h, channels, pixels, pixel_stride;
};

// ---- kernels

template <typename T>
__device__ unsigned sampled_pixel(const Source<T>& source, const Sizes& out, unsigned pixel) {
  if (source.stride == 1 && source.w == out.w && source.h == out.h) return pixel;
  const unsigned row = pixel / out.w, x = pixel % out.w;
  const unsigned image = row / out.h, y = row % out.h;
  return (image * source.h + y * source.stride) * source.w + x * source.stride;
}

// `out` may be a source of the output's shape: each value is read before it is overwritten.
template <typename T, int N>
__global__ void add_sources(Sources<T> sources, Sizes size, T* out, Activation activation) {
  const auto [pixel, column] = thread_cell();
  const unsigned c = column * N;
  if (pixel >= size.pixels || c >= size.channels) return;
  float sums[N] = {};
  for (int i = 0; i < sources.count; ++i) {
    const Source<T>& source = sources.at[i];
    if (c >= source.channels) continue;
    float values[N];
    load(source.values + sampled_pixel(source, size, pixel) * source.pixel_stride + c, values);
    for (int k = 0; k < N; ++k)
      sums[k] += source.weights == nullptr ? values[k] : source.weights[c + k] * values[k];
  }
  for (float& v : sums) v = device::activate(activation, v);
  store(sums, out + pixel * size.pixel_stride + c);
}

// ---- launchers

template <typename T>
class ShortcutKernel : public Kernel {
 public:
  ShortcutKernel(const ShortcutLayer& layer, const KernelOptions& options)
      : layer_(layer), mode_(options.mode), strides_(options.strides) {}

  std::vector<Bytes> parts() const override { return {shortcut_weight_bytes(layer_)}; }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    pack_shortcut(layer_, mode_, weights, packed);
  }

  void bind(const KernelMemory& memory) override;
  void run(int /*part*/) noexcept override {
    wide_ ? enqueue<kVectorLength<T>>() : enqueue<1>();
    cuda::finish_activation(layer_.activation(), out_, layer_.out().pixels(), layer_.out().c,
                            *stream_);
  }

 private:
  template <int N>
  void enqueue() noexcept {
    const Shape& out = layer_.out();
    const auto u = [](auto value) { return static_cast<unsigned>(value); };
    const Sizes size{u(out.w), u(out.h), u(out.c), u(out.pixels()), u(strides_.out(out.c))};
    for (const Sources<T>& sources : launches_) {
      const bool last = &sources == &launches_.back();
      launch(add_sources<T, N>, one_thread_per_cell(size.pixels, out.c / N), *stream_, sources,
             size, out_, last ? layer_.activation() : Activation::kLinear);
    }
  }

  const ShortcutLayer& layer_;
  WeightsMode mode_;
  PixelStrides strides_;
  std::vector<Sources<T>> launches_;
  bool wide_ = false;
  T* out_ = nullptr;
  Stream* stream_ = nullptr;
};

// Every launch but the first goes on with what the one before it left in the output.
template <typename T>
void ShortcutKernel<T>::bind(const KernelMemory& memory) {
  constexpr int kWide = kVectorLength<T>;
  const bool weighted = layer_.weights() != ShortcutWeights::kNone;
  const auto* weights = reinterpret_cast<const float*>(memory.part_weights[0]);
  const auto u = [](int value) { return static_cast<unsigned>(value); };
  const Shape& out = layer_.out();
  out_ = memory.out<T>();
  stream_ = memory.stream;
  const int out_stride = strides_.out(out.c);
  wide_ = fits_vectors<kWide>(out.c, out_) && out_stride % kWide == 0;
  launches_.assign(1, {});
  for (std::size_t i = 0; i < memory.inputs.size(); ++i) {
    if (launches_.back().count == kMostSources)
      launches_.push_back({{{out_, nullptr, u(out.w), u(out.h), u(out.c), u(out_stride), 1}}, 1});
    const Shape& shape = memory.input_shapes[i];
    const int stride = strides_.input(i, shape.c);
    wide_ = wide_ && fits_vectors<kWide>(shape.c, memory.input<T>(i)) && stride % kWide == 0;
    Sources<T>& sources = launches_.back();
    sources.at[sources.count++] = {memory.input<T>(i), weighted ? weights + i * out.c : nullptr,
                                   u(shape.w),         u(shape.h),
                                   u(shape.c),         u(stride),
                                   u(shape.w / out.w)};
  }
}

}  // namespace

std::unique_ptr<Kernel> cuda::make_shortcut_kernel(const Layer& layer,
                                                   const KernelOptions& options) {
  return make_typed<ShortcutKernel, ShortcutLayer>(layer, options);
}

}  // namespace dn
