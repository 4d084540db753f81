// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [local]: a convolution with weights of its own at every place, so each weight is used once per
// image, and reading them is all that costs time. A warp computes one value: its lanes go through
// the weights side by side, which follow each other in memory as the values of the picture do, row
// of taps by row of taps. The images of a batch are done one after the other while the weights are
// still in the cache.
#include "darknet/layers/local.h"

#include <algorithm>

#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/activation.cuh"
#include "darknet/ops/cuda/reduce.cuh"
#include "darknet/ops/cuda/vector.cuh"
#include "darknet/tensor/layout.h"

namespace dn {
namespace {

struct Geometry {
  Shape in, out;
  int size, stride, padding;
};

// The places from `first` on, whose values are `values` for each image.
struct PlaceRange {
  unsigned first;
  std::size_t values;
};

// ---- kernels

// What of `size` taps from `begin` on lies inside a picture of `length`.
struct Taps {
  int first, end;
};
__device__ inline Taps taps_inside(int begin, int size, int length) {
  return {max(0, -begin), min(size, length - begin)};
}

template <typename T, int N>
__global__ void multiply_places(Geometry g, PlaceRange range, const T* in, const T* weights,
                                const float* biases, T* out, Activation activation) {
  using device::kWarpLanes;
  const std::size_t value = thread_index() / kWarpLanes;  // place by place, filter by filter
  if (value >= range.values) return;
  const int lane = static_cast<int>(threadIdx.x % kWarpLanes);
  const int places = g.out.h * g.out.w;
  const int place = static_cast<int>(range.first + value / g.out.c);
  const int top = place / g.out.w * g.stride - g.padding;
  const int left = place % g.out.w * g.stride - g.padding;
  const Taps rows = taps_inside(top, g.size, g.in.h), columns = taps_inside(left, g.size, g.in.w);
  const int row_values = (columns.end - columns.first) * g.in.c;
  weights += value * g.size * g.size * g.in.c;
  for (int image = 0; image < g.in.n; ++image) {
    float sum = 0.f;
    for (int row = rows.first; row < rows.end; ++row) {
      const T* factors = weights + (row * g.size + columns.first) * g.in.c;
      const T* pixels =
          in + ((image * g.in.h + top + row) * g.in.w + left + columns.first) * g.in.c;
      for (int i = lane * N; i < row_values; i += static_cast<int>(kWarpLanes) * N) {
        float a[N], b[N];
        load(factors + i, a);
        load(pixels + i, b);
        for (int k = 0; k < N; ++k) sum += a[k] * b[k];
      }
    }
    sum = device::over_warp<device::Sum>(sum) + biases[value];
    if (lane == 0) {
      const std::size_t first = static_cast<std::size_t>(image * places + range.first) * g.out.c;
      out[first + value] = from_float<T>(device::activate(activation, sum));
    }
  }
}

// ---- launchers

// Packed weights: of all places of a part the biases[place][filter] as floats, then the
// weights[place][filter][row][column][channel]. Large layers are cut into parts of whole places.
template <typename T>
class LocalKernel : public Kernel {
 public:
  LocalKernel(const LocalLayer& layer, const KernelOptions& options) : layer_(layer) {
    const std::uint64_t most = options.max_part.value / bytes_of(1).value;
    places_per_part_ = std::clamp<std::uint64_t>(most, 1, layer.places());
  }

  std::vector<Bytes> parts() const override {
    std::vector<Bytes> sizes;
    for (std::size_t first = 0; first < layer_.places(); first += places_per_part_)
      sizes.push_back(bytes_of(places_in(first)));
    return sizes;
  }

  void pack(int part, const NetworkWeights& weights, std::byte* packed) const override;
  void bind(const KernelMemory& memory) override { memory_ = memory; }
  void run(int part) noexcept override;

 private:
  std::size_t places_in(std::size_t first) const {
    return std::min<std::size_t>(places_per_part_, layer_.places() - first);
  }
  Bytes bytes_of(std::size_t places) const {
    return Bytes(places * layer_.out().c * (sizeof(float) + layer_.patch_floats() * sizeof(T)));
  }

  template <int N>
  void enqueue(const Geometry& geometry, const PlaceRange& range, const float* biases) noexcept {
    launch(multiply_places<T, N>, one_thread_each(range.values * device::kWarpLanes),
           *memory_.stream, geometry, range, memory_.input<T>(0),
           reinterpret_cast<const T*>(biases + range.values), biases, memory_.out<T>(),
           layer_.activation());
  }

  const LocalLayer& layer_;
  std::size_t places_per_part_ = 1;
  KernelMemory memory_;
};

template <typename T>
void LocalKernel<T>::pack(int part, const NetworkWeights& weights, std::byte* packed) const {
  const auto biases = weights.find(layer_.index(), WeightKind::kBiases);
  const auto matrix = weights.find(layer_.index(), WeightKind::kWeights);
  const std::size_t filters = layer_.out().c, patch = layer_.patch_floats();
  const std::size_t first = part * places_per_part_, end = first + places_in(first);
  auto* bias = reinterpret_cast<float*>(packed);
  for (std::size_t place = first; place < end; ++place) {
    for (std::size_t f = 0; f < filters; ++f) *bias++ = biases[f * layer_.places() + place];
  }
  auto* to = reinterpret_cast<T*>(bias);
  std::vector<float> filter(patch);
  for (std::size_t i = first * filters; i < end * filters; ++i) {
    planar_to_channels_last({1, layer_.in().c, layer_.size(), layer_.size()},
                            matrix.subspan(i * patch, patch), filter);
    to = std::ranges::transform(filter, to, from_float<T>).out;
  }
}

template <typename T>
void LocalKernel<T>::run(int part) noexcept {
  constexpr int kWide = kVectorLength<T>;
  const Shape &in = layer_.in(), &out = layer_.out();
  const Geometry geometry{in, out, layer_.size(), layer_.stride(), layer_.padding()};
  const std::size_t first = part * places_per_part_, values = places_in(first) * out.c;
  const PlaceRange range{static_cast<unsigned>(first), values};
  const auto* biases = reinterpret_cast<const float*>(memory_.part_weights[part]);
  fits_vectors<kWide>(in.c, memory_.input<T>(0), reinterpret_cast<const T*>(biases + values))
      ? enqueue<kWide>(geometry, range, biases)
      : enqueue<1>(geometry, range, biases);
}

}  // namespace

std::unique_ptr<Kernel> cuda::make_local_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed<LocalKernel, LocalLayer>(layer, options);
}

}  // namespace dn
