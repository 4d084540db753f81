// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [normalization]: local response normalisation, y = x * norm^-beta.
//
// Darknet slides a window along the channels that never takes channel size/2 in but does take it
// out (layers/cpu/lrn.cpp). So the norm of channel c is that of a plain window from c - (size-1)/2
// to c + size/2, less channel size/2 for every c; each thread adds up the window of one value.
#include "darknet/layers/lrn.h"

#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/number.cuh"
#include "darknet/ops/cuda/rows.cuh"

namespace dn {
namespace {

struct Window {
  int behind, ahead;
  float alpha, beta, kappa;
};

// ---- kernels

template <typename T>
__global__ void normalize_channels(Window w, int channels, unsigned pixels, const T* in, T* out) {
  const auto [pixel, column] = thread_cell();
  const int c = static_cast<int>(column);
  if (pixel >= pixels || c >= channels) return;
  in += pixel * channels;
  const auto square = [in](int channel) {
    const float x = to_float(in[channel]);
    return x * x;
  };
  const int first = max(0, c - w.behind), last = min(channels - 1, c + w.ahead);
  float sum = 0.f;
  for (int k = first; k <= last; ++k) {
    if (k != w.ahead) sum += square(k);
  }
  if (w.ahead < first) sum -= square(w.ahead);
  const float norm = w.kappa + w.alpha * sum;
  out[pixel * channels + c] = from_float<T>(to_float(in[c]) * powf(norm, -w.beta));
}

// ---- launchers

template <typename T>
class LrnKernel : public Kernel {
 public:
  LrnKernel(const LrnLayer& layer, const KernelOptions& /*options*/) : layer_(layer) {}

  void bind(const KernelMemory& memory) override { memory_ = memory; }
  void run(int /*part*/) noexcept override {
    const Shape& shape = layer_.in();
    const Window window{(layer_.size() - 1) / 2, layer_.size() / 2, layer_.alpha(), layer_.beta(),
                        layer_.kappa()};
    launch(normalize_channels<T>, one_thread_per_cell(shape.pixels(), shape.c), *memory_.stream,
           window, shape.c, shape.pixels(), memory_.input<T>(0), memory_.out<T>());
  }

 private:
  const LrnLayer& layer_;
  KernelMemory memory_;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_lrn_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed<LrnKernel, LrnLayer>(layer, options);
}

}  // namespace dn
