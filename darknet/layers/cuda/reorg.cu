// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [reorg] and [reorg3d]: squares of pixels become channels and back. Channels-last, one line of a
// square is a stretch of memory in both tensors, so that threads copy neighbours to neighbours. The
// order of YOLOv2's [reorg] has no stretches: its threads compute where each value comes from.
#include "darknet/layers/reorg.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/rows.cuh"
#include "darknet/ops/cuda/vector.cuh"

namespace dn {
namespace {

// The tensor with the small picture and the many channels; the other one is the large one.
struct Squares {
  unsigned pixels, w, channels, columns;
  unsigned stride, line;  // values in a line of a square
};

struct LegacySizes {
  unsigned in_w, in_h, in_c, out_w, out_h, out_c, pixels, stride;
};

// ---- kernels

template <typename T, int N>
__global__ void move_squares(Squares s, bool to_large, const T* in, T* out) {
  const auto [pixel, column] = thread_cell();
  if (pixel >= s.pixels || column >= s.columns) return;
  const unsigned row = pixel / s.w, x = pixel % s.w;
  const unsigned line = column * N / s.line, offset = column * N % s.line;
  const unsigned at_small = pixel * s.channels + column * N;
  const unsigned at_large = ((row * s.stride + line) * s.w + x) * s.line + offset;
  copy_vector<N>(in + (to_large ? at_small : at_large), out + (to_large ? at_large : at_small));
}

// The formula of reorg.h: value (x, y, c) of an image is number `planar` of Darknet's output, which
// it counts in the geometry of the input.
template <typename T>
__global__ void gather_legacy(LegacySizes s, const T* in, T* out) {
  const auto [pixel, c] = thread_cell();
  if (pixel >= s.pixels || c >= s.out_c) return;
  const unsigned out_plane = s.out_w * s.out_h, in_plane = s.in_w * s.in_h;
  const unsigned image = pixel / out_plane, planar = c * out_plane + pixel % out_plane;
  const unsigned i = planar % s.in_w, j = planar / s.in_w % s.in_h, k = planar / in_plane;
  const unsigned channels = s.in_c / (s.stride * s.stride);
  const unsigned column = k / channels % s.stride, line = k / channels / s.stride;
  const unsigned from_row = j * s.stride + line + s.in_h * s.stride * (k % channels);
  const unsigned from = i * s.stride + column + s.in_w * s.stride * from_row;
  out[pixel * s.out_c + c] = in[(image * in_plane + from % in_plane) * s.in_c + from / in_plane];
}

// ---- launchers

template <typename T>
class ReorgKernel : public Kernel {
 public:
  ReorgKernel(const ReorgLayer& layer, const KernelOptions& /*options*/) : layer_(layer) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }

  void run(int /*part*/) noexcept override {
    if (layer_.legacy() && !layer_.reverse()) return enqueue_legacy();
    constexpr int kWide = kVectorLength<T>;
    const Shape& large = layer_.reverse() ? layer_.out() : layer_.in();
    fits_vectors<kWide>(layer_.stride() * large.c, memory_.input<T>(0), memory_.out<T>())
        ? enqueue<kWide>()
        : enqueue<1>();
  }

 private:
  template <int N>
  void enqueue() noexcept {
    const Shape& small = layer_.reverse() ? layer_.in() : layer_.out();
    const Shape& large = layer_.reverse() ? layer_.out() : layer_.in();
    const auto u = [](auto value) { return static_cast<unsigned>(value); };
    const Squares squares{u(small.pixels()), u(small.w),         u(small.c),
                          u(small.c / N),    u(layer_.stride()), u(layer_.stride() * large.c)};
    launch(move_squares<T, N>, one_thread_per_cell(squares.pixels, squares.columns),
           *memory_.stream, squares, layer_.reverse(), memory_.input<T>(0), memory_.out<T>());
  }

  void enqueue_legacy() noexcept {
    const Shape &in = layer_.in(), &out = layer_.out();
    const auto u = [](auto value) { return static_cast<unsigned>(value); };
    const LegacySizes sizes{u(in.w),  u(in.h),  u(in.c),         u(out.w),
                            u(out.h), u(out.c), u(out.pixels()), u(layer_.stride())};
    launch(gather_legacy<T>, one_thread_per_cell(sizes.pixels, sizes.out_c), *memory_.stream, sizes,
           memory_.input<T>(0), memory_.out<T>());
  }

  const ReorgLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_reorg_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed<ReorgKernel, ReorgLayer>(layer, options);
}

}  // namespace dn
