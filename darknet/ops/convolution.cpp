// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/convolution.h"

#include <algorithm>
#include <cstring>

#include "darknet/base/parallel.h"

namespace dn {
namespace {

class ReferenceConvolver : public Convolver {
 public:
  explicit ReferenceConvolver(const ConvolutionProblem& problem) : problem_(problem) {}

  Bytes weight_bytes() const override {
    return floats_to_bytes(problem_.out.c * problem_.filter_floats());
  }
  Bytes workspace() const override { return Bytes(0); }
  std::string layout() const override { return "plain"; }
  void pack(std::span<const float> weights, std::byte* packed) const override {
    std::memcpy(packed, weights.data(), weights.size_bytes());
  }
  void bind(const ConvolutionTensors& tensors) override { tensors_ = tensors; }

  void run() noexcept override {
    const Shape& out = problem_.out;
    const std::size_t work = out.count() * problem_.filter_floats();
    parallel_for(static_cast<std::ptrdiff_t>(out.n) * out.h, work, [&](std::ptrdiff_t row) {
      for (int x = 0; x < out.w; ++x) {
        for (int filter = 0; filter < out.c; ++filter) {
          tensors_.out[(row * out.w + x) * out.c + filter] =
              tensors_.bias[filter] +
              dot(static_cast<int>(row / out.h), static_cast<int>(row % out.h), x, filter);
        }
      }
    });
    finish_convolution(problem_, tensors_.residual, tensors_.out);
  }

 private:
  float dot(int image, int y, int x, int filter) const {
    const ConvolutionGeometry& g = problem_.geometry;
    const Shape& in = problem_.in;
    const int channels = in.c / g.groups;
    const int first_channel = filter / (problem_.out.c / g.groups) * channels;
    const float* weights =
        reinterpret_cast<const float*>(tensors_.weights) + filter * problem_.filter_floats();
    float sum = 0;
    for (int ky = 0; ky < g.size; ++ky) {
      const int iy = y * g.stride_y - g.origin() + ky * g.dilation;
      if (iy < 0 || iy >= in.h) continue;
      for (int kx = 0; kx < g.size; ++kx) {
        const int ix = x * g.stride_x - g.origin() + kx * g.dilation;
        if (ix < 0 || ix >= in.w) continue;
        const float* pixel = tensors_.in +
                             ((static_cast<std::size_t>(image) * in.h + iy) * in.w + ix) * in.c +
                             first_channel;
        for (int c = 0; c < channels; ++c)
          sum += pixel[c] * weights[(c * g.size + ky) * g.size + kx];
      }
    }
    return sum;
  }

  ConvolutionProblem problem_;
  ConvolutionTensors tensors_;
};

}  // namespace

std::unique_ptr<Convolver> make_reference_convolver(const ConvolutionProblem& problem) {
  return std::make_unique<ReferenceConvolver>(problem);
}

void finish_convolution(const ConvolutionProblem& problem, const float* residual,
                        float* out) noexcept {
  const Shape& shape = problem.out;
  activate(problem.activation, out, shape.pixels(), shape.c);
  if (!problem.residual) return;
  parallel_for(static_cast<std::ptrdiff_t>(shape.pixels()), shape.count(),
               [&](std::ptrdiff_t pixel) {
                 float* to = out + pixel * shape.c;
                 const float* from = residual + pixel * shape.c;
                 for (int c = 0; c < shape.c; ++c) to[c] += from[c];
               });
  activate(problem.residual_activation, out, shape.pixels(), shape.c);
}

}  // namespace dn
