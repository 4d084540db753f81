// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [crop]: the middle of a picture. Its rows are stretches of memory in both tensors; the picture
// has three channels, so one thread moves one value.
#include "darknet/layers/crop.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/number.cuh"
#include "darknet/ops/cuda/rows.cuh"

namespace dn {
namespace {

struct Window {
  unsigned in_h, in_row, top, left;  // rows; values
  unsigned out_h, out_row, rows;     // out_row: values; rows: of all images
};

// ---- kernels

template <typename T>
__global__ void cut_out(Window w, float scale, float shift, const T* in, T* out) {
  const auto [row, i] = thread_cell();
  if (row >= w.rows || i >= w.out_row) return;
  const unsigned from_row = row / w.out_h * w.in_h + row % w.out_h + w.top;
  const float value = to_float(in[from_row * w.in_row + w.left + i]);
  out[row * w.out_row + i] = from_float<T>(value * scale + shift);
}

// ---- launchers

template <typename T>
class CropKernel : public Kernel {
 public:
  CropKernel(const CropLayer& layer, const KernelOptions& /*options*/) : layer_(layer) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }

  void run(int /*part*/) noexcept override {
    const Shape &in = layer_.in(), &out = layer_.out();
    const auto u = [](int value) { return static_cast<unsigned>(value); };
    const Window window{u(in.h),  u(in.w * in.c),   u(layer_.top()), u(layer_.left() * in.c),
                        u(out.h), u(out.w * out.c), u(out.n * out.h)};
    const float scale = layer_.adjusts() ? 2.f : 1.f, shift = layer_.adjusts() ? -1.f : 0.f;
    launch(cut_out<T>, one_thread_per_cell(window.rows, window.out_row), *memory_.stream, window,
           scale, shift, memory_.input<T>(0), memory_.out<T>());
  }

 private:
  const CropLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_crop_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed<CropKernel, CropLayer>(layer, options);
}

}  // namespace dn
