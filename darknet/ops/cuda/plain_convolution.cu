// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// Our own convolution: any geometry, products and sums in strict single precision. A build without
// cuDNN computes with it, and every other convolver is checked against it.
//
// It is an implicit matrix product: sums[pixel][filter] = inputs[pixel][k] * weights[k][filter],
// where k counts the products of one sum: taps, row by row, and the channels of each tap. The
// matrix of inputs is never in memory, its values are found tap by tap; the weights are packed as
// the matrix, with the filters of all groups side by side.
//
// convolve_tiles: a block computes 64 pixels x 64 filters, 16 products of each sum at a time from
// shared memory, each thread 4 x 4 of them in registers. For filters enough to fill tiles.
// convolve_each: a thread computes one value. For depthwise convolutions and other small groups.
#include "darknet/device/cuda/launch.cuh"
#include "darknet/ops/cuda/convolution.h"
#include "darknet/ops/cuda/epilogue.cuh"
#include "darknet/ops/cuda/vector.cuh"

namespace dn::cuda {
namespace {

constexpr int kTile = 64;     // pixels and filters of a block
constexpr int kDepth = 16;    // products of each sum in shared memory at a time
constexpr int kBlocking = 4;  // pixels and filters of a thread
constexpr int kSide = kTile / kBlocking;
constexpr int kThreads = kSide * kSide;
constexpr int kRow = kTile + 4;          // spreads columns over the banks, keeps rows aligned
constexpr int kFewestTiledFilters = 16;  // with fewer, most of a tile would be empty

template <typename T>
struct Convolution {
  Shape in, out;  // of less than 2^31 values, so 32 bits are enough for indices
  ConvolutionGeometry geometry;
  int channels, filters;                       // of a group
  unsigned pixels;                             // of the output, all images
  int in_stride, out_stride, residual_stride;  // values from pixel to pixel
  const T* input;
  const T* weights;
  T* output;
  Epilogue<T> epilogue;
};

// ---- kernels

// The part of the input under the kernel at one output pixel, for one group.
template <typename T>
struct Window {
  const T* image;  // the group's first channel
  int y, x;        // of the first tap; may lie outside
};

// One product of each sum: which tap, and which channel of the group.
struct Product {
  int y, x, channel;
};

template <typename T>
__device__ Window<T> window_at(const Convolution<T>& c, unsigned pixel, int group) {
  constexpr int kNowhere = -(1 << 30);  // all taps lie outside
  if (pixel >= c.pixels) return {c.input, kNowhere, kNowhere};
  const int row = static_cast<int>(pixel) / c.out.w;
  const int x = static_cast<int>(pixel) - row * c.out.w;
  const int image = row / c.out.h;
  const int y = row - image * c.out.h;
  const int origin = c.geometry.padding * c.geometry.dilation;
  return {c.input + image * c.in.h * c.in.w * c.in_stride + group * c.channels,
          y * c.geometry.stride_y - origin, x * c.geometry.stride_x - origin};
}

// The channels of the group at a tap; null where it lies outside of the image.
template <typename T>
__device__ const T* tap_at(const Convolution<T>& c, const Window<T>& window, int tap_y, int tap_x) {
  const int y = window.y + tap_y * c.geometry.dilation;
  const int x = window.x + tap_x * c.geometry.dilation;
  const bool inside = y >= 0 && y < c.in.h && x >= 0 && x < c.in.w;
  return inside ? window.image + (y * c.in.w + x) * c.in_stride : nullptr;
}

template <typename T>
__device__ void advance(const Convolution<T>& c, Product& product, int by) {
  product.channel += by;
  while (product.channel >= c.channels) {
    product.channel -= c.channels;
    if (++product.x < c.geometry.size) continue;
    product.x = 0;
    ++product.y;
  }
}

// 0 outside of the image and behind the last product.
template <typename T>
__device__ float input_at(const Convolution<T>& c, const Window<T>& window,
                          const Product& product) {
  if (product.y >= c.geometry.size) return 0.f;
  const T* tap = tap_at(c, window, product.y, product.x);
  return tap == nullptr ? 0.f : to_float(tap[product.channel]);
}

template <typename T>
__device__ void store_value(const Convolution<T>& c, unsigned pixel, int filter, float sum) {
  const unsigned added = pixel * c.residual_stride + filter;
  c.output[pixel * c.out_stride + filter] = from_float<T>(finish(c.epilogue, sum, filter, added));
}

// All products of the two tiles, for the thread's pixels and filters.
__device__ inline void add_products(const float (&inputs)[kDepth][kRow],
                                    const float (&weights)[kDepth][kRow], int first_pixel,
                                    int first_filter, float (&sums)[kBlocking][kBlocking]) {
#pragma unroll
  for (int k = 0; k < kDepth; ++k) {
    float a[kBlocking], b[kBlocking];
    load(&inputs[k][first_pixel], a);
    load(&weights[k][first_filter], b);
#pragma unroll
    for (int i = 0; i < kBlocking; ++i) {
#pragma unroll
      for (int j = 0; j < kBlocking; ++j) sums[i][j] += a[i] * b[j];
    }
  }
}

// Block: x = tile of pixels, y = tile of a group's filters, z = group.
template <typename T>
__global__ void __launch_bounds__(kThreads) convolve_tiles(Convolution<T> c) {
  __shared__ __align__(16) float inputs[kDepth][kRow];
  __shared__ __align__(16) float weights[kDepth][kRow];
  __shared__ __align__(16) float tile[kTile][kTile];
  const int thread = static_cast<int>(threadIdx.x);
  const int group = static_cast<int>(blockIdx.z);
  const unsigned first_pixel = blockIdx.x * kTile;
  const int first_filter = static_cast<int>(blockIdx.y) * kTile;  // in the group
  const int filters = min(c.filters - first_filter, kTile);
  const T* weight_columns = c.weights + group * c.filters + first_filter;

  // Which inputs this thread brings: the same product of every 16th pixel. Which weights: of one
  // filter, every 4th product. Neighbours read neighbouring channels and filters.
  constexpr int kPixels = kTile * kDepth / kThreads, kPixelStep = kThreads / kDepth;
  constexpr int kWeightStep = kThreads / kTile;
  const int own_product = thread % kDepth, own_pixel = thread / kDepth;
  const int own_filter = thread % kTile, own_row = thread / kTile;
  Window<T> windows[kPixels];
#pragma unroll
  for (int i = 0; i < kPixels; ++i)
    windows[i] = window_at(c, first_pixel + own_pixel + i * kPixelStep, group);
  Product product{0, 0, 0};
  advance(c, product, own_product);

  const int pixel = thread / kSide * kBlocking, filter = thread % kSide * kBlocking;
  float sums[kBlocking][kBlocking] = {};
  const int products = c.geometry.size * c.geometry.size * c.channels;
  for (int first = 0; first < products; first += kDepth) {
#pragma unroll
    for (int i = 0; i < kPixels; ++i)
      inputs[own_product][own_pixel + i * kPixelStep] = input_at(c, windows[i], product);
    advance(c, product, kDepth);
#pragma unroll
    for (int row = own_row; row < kDepth; row += kWeightStep) {
      const bool inside = first + row < products && own_filter < filters;
      const std::size_t at = static_cast<std::size_t>(first + row) * c.out.c + own_filter;
      weights[row][own_filter] = inside ? to_float(weight_columns[at]) : 0.f;
    }
    __syncthreads();
    add_products(inputs, weights, pixel, filter, sums);
    __syncthreads();
  }

  // Through shared memory, so that neighbouring threads finish neighbouring filters.
#pragma unroll
  for (int i = 0; i < kBlocking; ++i) store(sums[i], &tile[pixel + i][filter]);
  __syncthreads();
  if (own_filter >= filters) return;
  for (int row = own_row; row < kTile && first_pixel + row < c.pixels; row += kWeightStep)
    store_value(c, first_pixel + row, group * c.filters + first_filter + own_filter,
                tile[row][own_filter]);
}

template <typename T>
__global__ void convolve_each(Convolution<T> c) {
  const auto index = static_cast<unsigned>(thread_index());
  if (index >= c.pixels * c.out.c) return;
  const unsigned pixel = index / c.out.c;
  const int filter = static_cast<int>(index - pixel * c.out.c);
  const Window<T> window = window_at(c, pixel, filter / c.filters);
  const T* weight = c.weights + filter;
  const std::size_t tap_weights = static_cast<std::size_t>(c.channels) * c.out.c;
  float sum = 0.f;
  for (int y = 0; y < c.geometry.size; ++y) {
    for (int x = 0; x < c.geometry.size; ++x, weight += tap_weights) {
      const T* tap = tap_at(c, window, y, x);
      if (tap == nullptr) continue;
      for (int k = 0; k < c.channels; ++k)
        sum += to_float(tap[k]) * to_float(weight[static_cast<std::size_t>(k) * c.out.c]);
    }
  }
  store_value(c, pixel, filter, sum);
}

// ---- launchers

template <typename T>
class PlainConvolver final : public Convolver {
 public:
  explicit PlainConvolver(const ConvolutionProblem& problem) : problem_(problem) {}

  Bytes weight_bytes() const override {
    return Bytes(problem_.filter_floats() * problem_.out.c * sizeof(T));
  }
  Bytes workspace() const override { return Bytes(0); }
  std::string layout() const override { return "taps, channels, filters"; }

  void pack(std::span<const float> weights, std::byte* packed) const override {
    const int filters = problem_.out.c, channels = problem_.in.c / problem_.geometry.groups;
    const int taps = problem_.geometry.size * problem_.geometry.size;
    T* to = reinterpret_cast<T*>(packed);
    for (int tap = 0; tap < taps; ++tap) {
      for (int channel = 0; channel < channels; ++channel) {
        for (int filter = 0; filter < filters; ++filter) {
          const std::size_t row = static_cast<std::size_t>(filter) * channels + channel;
          *to++ = static_cast<T>(weights[row * taps + tap]);
        }
      }
    }
  }

  void bind(const ConvolutionTensors& tensors, Stream& stream) override {
    const Shape &in = problem_.in, &out = problem_.out;
    const int groups = problem_.geometry.groups;
    residual_ = tensors.residual;
    stream_ = &stream;
    bound_ = {in,
              out,
              problem_.geometry,
              in.c / groups,
              out.c / groups,
              static_cast<unsigned>(out.pixels()),
              problem_.in_stride(),
              problem_.out_stride(),
              problem_.residual_stride(),
              static_cast<const T*>(tensors.in),
              reinterpret_cast<const T*>(tensors.weights),
              static_cast<T*>(tensors.out),
              {problem_, tensors.bias, tensors.residual}};
  }

  void run() noexcept override {
    if (bound_.filters >= kFewestTiledFilters) {
      launch(convolve_tiles<T>, tiles(), *stream_, bound_);
    } else {
      launch(convolve_each<T>, one_thread_each(problem_.out.count()), *stream_, bound_);
    }
    finish_pixels<T>(problem_, residual_, bound_.output, *stream_);
  }

 private:
  LaunchShape tiles() const noexcept {
    const auto pixels = (bound_.pixels + kTile - 1) / kTile;
    const auto filters = static_cast<unsigned>((bound_.filters + kTile - 1) / kTile);
    return {dim3(pixels, filters, problem_.geometry.groups), dim3(kThreads)};
  }

  ConvolutionProblem problem_;
  Convolution<T> bound_{};
  const void* residual_ = nullptr;
  Stream* stream_ = nullptr;
};

}  // namespace

std::unique_ptr<Convolver> make_plain_convolver(const ConvolutionProblem& problem,
                                                Precision precision) {
  if (precision == Precision::kFloat16) return std::make_unique<PlainConvolver<__half>>(problem);
  return std::make_unique<PlainConvolver<float>>(problem);
}

}  // namespace dn::cuda
