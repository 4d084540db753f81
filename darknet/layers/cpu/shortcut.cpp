// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/shortcut.h"

#include <algorithm>
#include <cstring>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/layers/shortcut_weights.h"
#include "darknet/ops/elementwise.h"

namespace dn {
namespace {

class ShortcutKernel : public Kernel {
 public:
  ShortcutKernel(const ShortcutLayer& layer, const KernelOptions& options)
      : layer_(layer),
        options_(options),
        weighted_(layer.weights() != ShortcutWeights::kNone),
        row_floats_(static_cast<std::size_t>(layer.out().w) * layer.out().c) {
    for (const Shape& shape : layer.source_shapes()) {
      sources_.push_back({nullptr, nullptr, shape, shape.w / layer.out().w,
                          std::min(shape.c, layer.out().c), shape == layer.out()});
    }
  }

  std::vector<Bytes> parts() const override { return {shortcut_weight_bytes(layer_)}; }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    pack_shortcut(layer_, options_.mode, weights, packed);
  }
  void bind(const KernelMemory& memory) override;
  void run(int part) noexcept override;

 private:
  struct Source {
    const float* values;
    const float* weights;
    Shape shape;
    int stride;       // every stride-th row and column is taken
    int channels;     // the first of them that are added
    bool same_shape;  // as the output

    const float* pixel(std::ptrdiff_t image, int y, int x) const {
      return values + ((image * shape.h + y * stride) * shape.w + x * stride) * shape.c;
    }
  };

  void add_plainly(std::ptrdiff_t image, int y, float* to) const;
  void add_row(std::ptrdiff_t image, int y, float* to) const;
  void add_pixels(const Source& source, std::ptrdiff_t image, int y, float* to) const;

  const ShortcutLayer& layer_;
  KernelOptions options_;
  bool weighted_;
  std::size_t row_floats_;
  std::vector<Source> sources_;  // the first is the previous layer
  float* out_ = nullptr;
};

void ShortcutKernel::bind(const KernelMemory& memory) {
  const auto* weights = reinterpret_cast<const float*>(memory.part_weights[0]);
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    sources_[s].values = memory.input(s);
    sources_[s].weights = weighted_ ? weights + s * layer_.out().c : nullptr;
  }
  out_ = memory.out();
}

void ShortcutKernel::run(int /*part*/) noexcept {
  const Shape& out = layer_.out();
  parallel_for(static_cast<std::ptrdiff_t>(out.n) * out.h, out.count() * sources_.size(),
               [&](std::ptrdiff_t row) {
                 float* to = out_ + row * row_floats_;
                 const auto y = static_cast<int>(row % out.h);
                 options_.reference ? add_plainly(row / out.h, y, to) : add_row(row / out.h, y, to);
               });
  activate(layer_.activation(), out_, out.pixels(), out.c);
}

void ShortcutKernel::add_plainly(std::ptrdiff_t image, int y, float* to) const {
  const int channels = layer_.out().c;
  for (std::size_t i = 0; i < row_floats_; ++i) {
    const auto x = static_cast<int>(i / channels), c = static_cast<int>(i % channels);
    float sum = 0;
    for (const Source& source : sources_) {
      const float weight = weighted_ ? source.weights[c] : 1.f;
      if (c < source.channels) sum += weight * source.pixel(image, y, x)[c];
    }
    to[i] = sum;
  }
}

// A source that needs neither weights nor sampling is added row by row, in the first step together
// with the previous layer's output.
void ShortcutKernel::add_row(std::ptrdiff_t image, int y, float* to) const {
  const float* before = sources_.front().pixel(image, y, 0);
  if (weighted_) {
    const int channels = layer_.out().c;
    for (int x = 0; x < layer_.out().w; ++x) {
      multiply(before + x * channels, sources_.front().weights, to + x * channels, channels);
    }
    before = to;
  }
  for (std::size_t s = 1; s < sources_.size(); ++s) {
    if (sources_[s].same_shape && !weighted_) {
      add(before, sources_[s].pixel(image, y, 0), to, row_floats_);
    } else {
      if (before != to) std::memcpy(to, before, row_floats_ * sizeof(float));
      add_pixels(sources_[s], image, y, to);
    }
    before = to;
  }
}

void ShortcutKernel::add_pixels(const Source& source, std::ptrdiff_t image, int y,
                                float* to) const {
  for (int x = 0; x < layer_.out().w; ++x, to += layer_.out().c) {
    const float* from = source.pixel(image, y, x);
    if (weighted_) {
      add_weighted(to, source.weights, from, to, source.channels);
    } else {
      add(to, from, to, source.channels);
    }
  }
}

}  // namespace

std::unique_ptr<Kernel> cpu::make_shortcut_kernel(const Layer& layer,
                                                  const KernelOptions& options) {
  return std::make_unique<ShortcutKernel>(static_cast<const ShortcutLayer&>(layer), options);
}

}  // namespace dn
