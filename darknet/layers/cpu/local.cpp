// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/local.h"

#include <algorithm>

#include "darknet/base/parallel.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/dot.h"
#include "darknet/tensor/layout.h"

namespace dn {
namespace {

// Packed weights: for every place of the output in row-major order its biases[filters], then its
// weights[filters][row][column][channel]. Large layers are cut into parts of whole places.
class LocalKernel : public Kernel {
 public:
  LocalKernel(const LocalLayer& layer, const KernelOptions& options)
      : layer_(layer), record_(layer.out().c * (1 + layer.patch_floats())) {
    const std::uint64_t most =
        std::max<std::uint64_t>(1, options.max_part.value / floats_to_bytes(record_).value);
    places_per_part_ = std::min<std::uint64_t>(most, layer.places());
  }

  std::vector<Bytes> parts() const override {
    std::vector<Bytes> sizes;
    for (std::size_t first = 0; first < layer_.places(); first += places_per_part_) {
      sizes.push_back(floats_to_bytes(places_in(first) * record_));
    }
    return sizes;
  }

  void pack(int part, const NetworkWeights& weights, std::byte* packed) const override {
    const auto biases = weights.find(layer_.index(), WeightKind::kBiases);
    const auto matrix = weights.find(layer_.index(), WeightKind::kWeights);
    const std::size_t filters = layer_.out().c, patch = layer_.patch_floats();
    const std::size_t first = part * places_per_part_;
    auto* to = reinterpret_cast<float*>(packed);
    for (std::size_t place = first; place < first + places_in(first); ++place) {
      for (std::size_t f = 0; f < filters; ++f) *to++ = biases[f * layer_.places() + place];
      for (std::size_t f = 0; f < filters; ++f, to += patch) {
        planar_to_channels_last({1, layer_.in().c, layer_.size(), layer_.size()},
                                matrix.subspan((place * filters + f) * patch, patch), {to, patch});
      }
    }
  }

  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
    weights_.clear();
    for (const std::byte* part : memory.part_weights) {
      weights_.push_back(reinterpret_cast<const float*>(part));
    }
  }

  void run(int part) noexcept override {
    const std::size_t first = part * places_per_part_;
    const std::size_t count = places_in(first);
    const std::size_t filters = layer_.out().c, places = layer_.places();
    const std::size_t image = layer_.in().count() / layer_.in().n;
    parallel_for(static_cast<std::ptrdiff_t>(count), count * record_, [&](std::ptrdiff_t i) {
      for (int n = 0; n < layer_.in().n; ++n) {
        run_place(first + i, weights_[part] + i * record_, in_ + n * image,
                  out_ + (n * places + first + i) * filters);
      }
    });
    for (int n = 0; n < layer_.in().n; ++n) {
      activate(layer_.activation(), out_ + (n * places + first) * filters, count, filters);
    }
  }

 private:
  std::size_t places_in(std::size_t first) const {
    return std::min<std::size_t>(places_per_part_, layer_.places() - first);
  }

  // A row of taps inside the image is one stretch of memory, in the image as in the weights.
  void run_place(std::size_t place, const float* record, const float* image,
                 float* out) const noexcept {
    const Shape& in = layer_.in();
    const int top = static_cast<int>(place / layer_.out().w) * layer_.stride() - layer_.padding();
    const int left = static_cast<int>(place % layer_.out().w) * layer_.stride() - layer_.padding();
    const int first_column = std::max(0, -left);
    const int columns = std::min(layer_.size(), in.w - left) - first_column;
    const std::size_t patch = layer_.patch_floats();
    const float* filter = record + layer_.out().c;
    for (int f = 0; f < layer_.out().c; ++f, filter += patch) {
      float sum = record[f];
      for (int row = std::max(0, -top); row < std::min(layer_.size(), in.h - top); ++row) {
        const std::size_t taps = static_cast<std::size_t>(row) * layer_.size() + first_column;
        const std::size_t pixel = static_cast<std::size_t>(top + row) * in.w + left + first_column;
        sum += dot(filter + taps * in.c, image + pixel * in.c,
                   static_cast<std::size_t>(columns) * in.c);
      }
      out[f] = sum;
    }
  }

  const LocalLayer& layer_;
  std::size_t record_;  // floats of one place
  std::size_t places_per_part_ = 1;
  const float* in_ = nullptr;
  float* out_ = nullptr;
  std::vector<const float*> weights_;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_local_kernel(const Layer& layer, const KernelOptions& options) {
  return std::make_unique<LocalKernel>(static_cast<const LocalLayer&>(layer), options);
}

}  // namespace dn
