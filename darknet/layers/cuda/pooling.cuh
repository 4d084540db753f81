// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cmath>

#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/pooling.h"
#include "darknet/ops/cuda/vector.cuh"

// Windows over the pixels of a picture, for [maxpool] and [local_avgpool]: one thread per 16 bytes
// of output, so that neighbouring threads read neighbouring channels of every tap.
namespace dn::cuda {

// The windows along one side of the picture. Taps outside are left out; a window is never empty.
struct PoolingAxis {
  int in = 1, out = 1;  // pixels
  int size = 1, stride = 1, before = 0;

  static PoolingAxis across(const PoolingWindow& window, int stride, int in, int out) {
    return {in, out, window.size, stride, window.padding / 2};
  }
  static PoolingAxis unchanged(int pixels) { return {pixels, pixels}; }

  __device__ int begin(int at) const { return max(at * stride - before, 0); }
  __device__ int end(int at) const { return min(at * stride - before + size, in); }
};

struct Maximum {
  static __device__ float start() { return -INFINITY; }
  static __device__ float join(float a, float b) { return fmaxf(a, b); }
  static __device__ float finish(float value, int /*taps*/) { return value; }
};

struct Mean {
  static __device__ float start() { return 0.f; }
  static __device__ float join(float a, float b) { return a + b; }
  static __device__ float finish(float value, int taps) { return value / static_cast<float>(taps); }
};

// A tensor whose pixels lie `stride` values apart.
template <typename T>
struct Pixels {
  T* first;
  int stride;
};

template <typename Reduction, typename T, int N>
__global__ void pool_vectors(PoolingAxis rows, PoolingAxis columns, Pixels<const T> from,
                             Pixels<T> to, int channels, unsigned vectors) {
  const auto i = static_cast<unsigned>(thread_index());
  if (i >= vectors) return;
  const int per_pixel = channels / N;
  const int pixel = static_cast<int>(i) / per_pixel;
  const int channel = (static_cast<int>(i) - pixel * per_pixel) * N;
  const int row = pixel / columns.out, x = pixel - row * columns.out;
  const int image = row / rows.out, y = row - image * rows.out;
  const int top = rows.begin(y), bottom = rows.end(y);
  const int left = columns.begin(x), right = columns.end(x);
  float result[N], tap[N];
#pragma unroll
  for (int k = 0; k < N; ++k) result[k] = Reduction::start();
  for (int iy = top; iy < bottom; ++iy) {
    const T* line = from.first + (image * rows.in + iy) * columns.in * from.stride + channel;
    for (int ix = left; ix < right; ++ix) {
      load(line + ix * from.stride, tap);
#pragma unroll
      for (int k = 0; k < N; ++k) result[k] = Reduction::join(result[k], tap[k]);
    }
  }
  const int taps = (bottom - top) * (right - left);
#pragma unroll
  for (int k = 0; k < N; ++k) result[k] = Reduction::finish(result[k], taps);
  store(result, to.first + pixel * to.stride + channel);
}

// Pools `images` pictures. Run phase.
template <typename Reduction, typename T>
void pool(const PoolingAxis& rows, const PoolingAxis& columns, Pixels<const T> from, Pixels<T> to,
          int images, int channels, Stream& stream) noexcept {
  constexpr int kN = kVectorLength<T>;
  const std::size_t values = static_cast<std::size_t>(images) * rows.out * columns.out * channels;
  const bool fits = fits_vectors<kN>(channels, from.first, to.first) && from.stride % kN == 0 &&
                    to.stride % kN == 0;
  const std::size_t vectors = fits ? values / kN : values;
  launch(fits ? pool_vectors<Reduction, T, kN> : pool_vectors<Reduction, T, 1>,
         one_thread_each(vectors), stream, rows, columns, from, to, channels,
         static_cast<unsigned>(vectors));
}

}  // namespace dn::cuda
