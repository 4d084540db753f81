// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/shortcut.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/elementwise.h"

namespace dn {
namespace {

// The weights of one channel (or of all), one per source, as they are multiplied. Folding, which
// every command does, floors relu's weights at .001; applied by themselves they may become 0.
void normalize(ShortcutNormalization kind, WeightsMode mode, std::vector<float>& weights) {
  if (kind == ShortcutNormalization::kNone) return;
  const bool relu = kind == ShortcutNormalization::kRelu;
  const float floor = mode == WeightsMode::kRaw ? 0.f : .001f;
  const float largest = *std::ranges::max_element(weights);
  float sum = 1e-4f;
  for (float& w : weights) {
    w = relu ? std::max(w, floor) : std::exp(w - largest);
    sum += w;
  }
  for (float& w : weights) w /= sum;
}

// Packed weights, only of a weighted shortcut: one row of channels per source, normalised.
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

  std::vector<Bytes> parts() const override {
    return {weighted_ ? floats_to_bytes(sources_.size() * layer_.out().c) : Bytes(0)};
  }
  void pack(int part, const NetworkWeights& weights, std::byte* packed) const override;
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

void ShortcutKernel::pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const {
  if (!weighted_) return;
  const auto values = weights.find(layer_.index(), WeightKind::kWeights);
  const std::size_t channels = layer_.out().c;
  const std::size_t each = values.size() / sources_.size();  // 1 or channels
  auto* to = reinterpret_cast<float*>(packed);
  std::vector<float> of_channel(sources_.size());
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t s = 0; s < sources_.size(); ++s) of_channel[s] = values[s * each + c % each];
    normalize(layer_.normalization(), options_.mode, of_channel);
    for (std::size_t s = 0; s < sources_.size(); ++s) to[s * channels + c] = of_channel[s];
  }
}

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
