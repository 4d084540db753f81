// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/convolutional.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "darknet/base/parallel.h"
#include "darknet/layers/blur.h"
#include "darknet/layers/convolution_plan.h"
#include "darknet/layers/convolution_weights.h"
#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

constexpr Bytes kAlign{kAlignment};

// Packed weights, in this order: the convolver's, biases[n]; raw batch normalisation: scales,
// means, variances, biases[n]; antialiasing: the blur's weights and its biases (zero).
class ConvolutionalKernel : public Kernel {
 public:
  ConvolutionalKernel(const ConvolutionalLayer& layer, const KernelOptions& options);

  std::vector<Bytes> parts() const override { return {total_}; }
  Bytes workspace() const override {
    return staged_ + blurred_ + std::max(main_->workspace(), blur_workspace());
  }
  std::string packing() const override {
    return main_->layout() + (blur_ ? ", blur " + blur_->layout() : "");
  }
  void pack(int part, const NetworkWeights& weights, std::byte* packed) const override;
  void bind(const KernelMemory& memory) override;
  void run(int part) noexcept override;

 private:
  Bytes blur_workspace() const { return blur_ ? blur_->workspace() : Bytes(0); }
  void stage_input() noexcept;
  void normalise() noexcept;

  const ConvolutionalLayer& layer_;
  WeightsMode mode_;
  ConvolutionPlan plan_;
  std::unique_ptr<Convolver> main_, blur_;
  // Offsets in the packed weights, and their size.
  Bytes biases_at_, normalisation_at_, blur_at_, blur_biases_at_, total_;
  // Sizes in the workspace: the staged input, then the convolution's output before the blur.
  Bytes staged_, blurred_;
  const float* in_ = nullptr;
  float* staged_input_ = nullptr;
  float* convolved_ = nullptr;
  const float* normalisation_ = nullptr;
};

Bytes aligned_floats(std::size_t count) { return align_up(floats_to_bytes(count), kAlign); }

ConvolutionalKernel::ConvolutionalKernel(const ConvolutionalLayer& layer,
                                         const KernelOptions& options)
    : layer_(layer), mode_(options.mode), plan_(plan_convolution(layer, options)) {
  if (plan_.stages_input) staged_ = aligned_floats(plan_.main.in.count());
  const auto make = options.reference ? make_reference_convolver : make_convolver;
  main_ = make(plan_.main);
  const auto n = static_cast<std::size_t>(layer.filters());
  biases_at_ = align_up(main_->weight_bytes(), kAlign);
  normalisation_at_ = biases_at_ + aligned_floats(n);
  blur_at_ = normalisation_at_ + (plan_.normalizes ? aligned_floats(4 * n) : Bytes(0));
  total_ = blur_at_;
  if (layer.antialiasing() > 0) {
    blurred_ = aligned_floats(layer.convolved().count());
    blur_ = make({layer.convolved(), layer.out(), layer.blur_geometry()});
    blur_biases_at_ = blur_at_ + align_up(blur_->weight_bytes(), kAlign);
    total_ = blur_biases_at_ + aligned_floats(n);
  }
}

void ConvolutionalKernel::pack(int /*part*/, const NetworkWeights& weights,
                               std::byte* packed) const {
  std::memset(packed, 0, total_.value);
  const ConvolutionWeights folded = fold_convolution(layer_, weights, mode_);
  main_->pack(folded.weights, packed);
  std::ranges::copy(folded.biases, reinterpret_cast<float*>(packed + biases_at_.value));
  std::ranges::copy(folded.normalization,
                    reinterpret_cast<float*>(packed + normalisation_at_.value));
  if (blur_) blur_->pack(blur_weights(layer_.blur_geometry()), packed + blur_at_.value);
}

void ConvolutionalKernel::bind(const KernelMemory& memory) {
  const std::byte* weights = memory.part_weights[0];
  std::byte* scratch = memory.workspace + (staged_ + blurred_).value;
  in_ = memory.input(0);
  staged_input_ = reinterpret_cast<float*>(memory.workspace);
  convolved_ = blur_ ? reinterpret_cast<float*>(memory.workspace + staged_.value) : memory.out();
  normalisation_ = reinterpret_cast<const float*>(weights + normalisation_at_.value);
  const float* residual = memory.inputs.size() > 1 ? memory.input(1) : nullptr;
  main_->bind({plan_.stages_input ? staged_input_ : in_, weights,
               reinterpret_cast<const float*>(weights + biases_at_.value), residual, convolved_,
               scratch});
  if (blur_) {
    blur_->bind({convolved_, weights + blur_at_.value,
                 reinterpret_cast<const float*>(weights + blur_biases_at_.value), nullptr,
                 memory.out(), scratch});
  }
}

void ConvolutionalKernel::run(int /*part*/) noexcept {
  if (plan_.stages_input) stage_input();
  main_->run();
  if (plan_.normalizes) normalise();
  if (blur_) blur_->run();
}

// +1 where the input is positive, else -1; the border of binary mode is -1 as well.
void ConvolutionalKernel::stage_input() noexcept {
  const Shape& to = plan_.main.in;
  const Shape& from = layer_.in();
  parallel_for(static_cast<std::ptrdiff_t>(to.n) * to.h, to.count(), [&](std::ptrdiff_t row) {
    const std::ptrdiff_t image = row / to.h;
    const auto y = static_cast<int>(row % to.h) - plan_.border;
    float* line = staged_input_ + row * to.w * to.c;
    std::fill_n(line, static_cast<std::ptrdiff_t>(to.w) * to.c, -1.f);
    if (plan_.ignores_input || y < 0 || y >= from.h) return;
    const float* source = in_ + (image * from.h + y) * from.w * from.c;
    line += static_cast<std::ptrdiff_t>(plan_.border) * to.c;
    for (int i = 0; i < from.w * from.c; ++i) line[i] = source[i] > 0 ? 1.f : -1.f;
  });
}

void ConvolutionalKernel::normalise() noexcept {
  constexpr float kEpsilon = 1e-5f;
  const Shape& shape = layer_.convolved();
  const float* scales = normalisation_;
  const float* means = scales + shape.c;
  const float* variances = means + shape.c;
  const float* biases = variances + shape.c;
  parallel_for(
      static_cast<std::ptrdiff_t>(shape.pixels()), shape.count() * 4, [&](std::ptrdiff_t pixel) {
        float* values = convolved_ + pixel * shape.c;
        for (int c = 0; c < shape.c; ++c) {
          values[c] =
              (values[c] - means[c]) / std::sqrt(variances[c] + kEpsilon) * scales[c] + biases[c];
        }
      });
  activate(layer_.activation(), convolved_, shape.pixels(), shape.c);
}

}  // namespace

std::unique_ptr<Kernel> cpu::make_convolutional_kernel(const Layer& layer,
                                                       const KernelOptions& options) {
  return std::make_unique<ConvolutionalKernel>(static_cast<const ConvolutionalLayer&>(layer),
                                               options);
}

}  // namespace dn
