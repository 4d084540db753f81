// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [route]: channels of several tensors side by side. A copy, so it should run at the speed of the
// memory: one kernel writes whole pixels of the output, each thread 16 bytes of one, whichever
// source they come from. A source that was written where it belongs is left alone.
#include "darknet/layers/route.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/rows.cuh"
#include "darknet/ops/cuda/vector.cuh"

namespace dn {
namespace {

constexpr int kMostSlices = 16;  // of one launch; more take several

template <typename T>
struct Slice {
  const T* first;
  unsigned stride;  // values from pixel to pixel
  unsigned end;     // the column behind its last
};

// Columns are vectors. All slices together fill `columns` of them from `out` on.
template <typename T>
struct Slices {
  Slice<T> at[kMostSlices];
  int count;
  unsigned columns;
  T* out;
};

// ---- kernels

template <typename T, int N>
__global__ void join_slices(Slices<T> slices, unsigned pixels, unsigned out_stride) {
  const auto [pixel, column] = thread_cell();
  if (pixel >= pixels || column >= slices.columns) return;
  unsigned begin = 0;
  int i = 0;
  for (; column >= slices.at[i].end; ++i) begin = slices.at[i].end;
  const Slice<T>& slice = slices.at[i];
  const T* from = slice.first + pixel * slice.stride + (column - begin) * N;
  copy_vector<N>(from, slices.out + pixel * out_stride + column * N);
}

// ---- launchers

template <typename T>
class RouteKernel : public Kernel {
 public:
  RouteKernel(const RouteLayer& layer, const KernelOptions& options)
      : layer_(layer), strides_(options.strides) {}

  void bind(const KernelMemory& memory) override {
    stream_ = memory.stream;
    wide_ = true;
    for (std::size_t i = 0; i < memory.inputs.size(); ++i)
      wide_ = wide_ && fits_vectors<kVectorLength<T>>(length(memory, i), slice_of(memory, i));
    wide_ = wide_ && fits_vectors<kVectorLength<T>>(strides_.out(layer_.out().c), memory.out<T>());
    launches_.clear();
    T* to = memory.out<T>();
    const T* joined = nullptr;  // the end of the slices that the last launch fills
    for (std::size_t i = 0; i < memory.inputs.size(); to += length(memory, i), ++i) {
      if (slice_of(memory, i) == to) continue;
      if (to != joined || launches_.back().count == kMostSlices)
        launches_.push_back({{}, 0, 0, to});
      Slices<T>& slices = launches_.back();
      slices.columns += length(memory, i) / (wide_ ? kVectorLength<T> : 1);
      slices.at[slices.count++] = {
          slice_of(memory, i), static_cast<unsigned>(strides_.input(i, memory.input_shapes[i].c)),
          slices.columns};
      joined = to + length(memory, i);
    }
  }

  void run(int /*part*/) noexcept override { wide_ ? enqueue<kVectorLength<T>>() : enqueue<1>(); }

 private:
  // Channels of the slice of input i, and its first value.
  int length(const KernelMemory& memory, std::size_t i) const {
    return memory.input_shapes[i].c / layer_.groups();
  }
  const T* slice_of(const KernelMemory& memory, std::size_t i) const {
    return memory.input<T>(i) + layer_.group() * length(memory, i);
  }

  template <int N>
  void enqueue() noexcept {
    const std::size_t pixels = layer_.out().pixels();
    for (const Slices<T>& slices : launches_) {
      launch(join_slices<T, N>, one_thread_per_cell(pixels, slices.columns), *stream_, slices,
             pixels, strides_.out(layer_.out().c));
    }
  }

  const RouteLayer& layer_;
  PixelStrides strides_;
  Stream* stream_ = nullptr;
  bool wide_ = false;
  std::vector<Slices<T>> launches_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_route_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed<RouteKernel, RouteLayer>(layer, options);
}

}  // namespace dn
