// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [convolutional]: the convolution, with bias, activation and a shortcut behind it, is a
// convolver's. Around it, where the cfg or the mode asks: an xnor layer's input is written as +1
// and -1 first, raw batch normalisation and a blur come after.
//
// Packed weights, in this order: the convolver's, biases[n]; raw batch normalisation: scales,
// means, variances, biases[n]; antialiasing: the blur's.
// Workspace: the staged input, the output before the blur, the convolvers' scratch.
#include "darknet/layers/convolutional.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "darknet/base/aligned_buffer.h"
#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/convolution_plan.h"
#include "darknet/layers/convolution_weights.h"
#include "darknet/layers/cuda/blur.h"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/activate.h"
#include "darknet/ops/cuda/activation.cuh"
#include "darknet/ops/cuda/convolution.h"
#include "darknet/ops/cuda/number.cuh"

namespace dn {
namespace {

constexpr Bytes kAlign{kAlignment};

// ---- kernels

// One thread per value of the staged input: +1 where the input is positive, else -1; the border is
// -1, and all of it where the input is ignored.
template <typename T>
__global__ void stage_signs(const T* from, Shape in, T* to, Shape staged, int border, bool ignore,
                            unsigned count) {
  const auto i = static_cast<int>(thread_index());
  if (static_cast<unsigned>(i) >= count) return;
  const int pixel = i / staged.c, row = pixel / staged.w, image = row / staged.h;
  const int channel = i - pixel * staged.c;
  const int x = pixel - row * staged.w - border, y = row - image * staged.h - border;
  const bool inside = !ignore && x >= 0 && x < in.w && y >= 0 && y < in.h;
  const bool positive =
      inside && to_float(from[((image * in.h + y) * in.w + x) * in.c + channel]) > 0.f;
  to[i] = from_float<T>(positive ? 1.f : -1.f);
}

// One thread per value. `values` holds scales, means, variances and biases of all channels.
template <typename T>
__global__ void normalize(const float* values, Activation activation, T* tensor, unsigned count,
                          unsigned channels) {
  constexpr float kEpsilon = 1e-5f;
  const auto i = static_cast<unsigned>(thread_index());
  if (i >= count) return;
  const float* scales = values + i % channels;
  const float* means = scales + channels;
  const float* variances = means + channels;
  const float* biases = variances + channels;
  const float deviation = sqrtf(*variances + kEpsilon);
  const float value = (to_float(tensor[i]) - *means) / deviation * *scales + *biases;
  tensor[i] = from_float<T>(device::activate(activation, value));
}

// ---- launchers

template <typename T>
class ConvolutionalKernel : public Kernel {
 public:
  ConvolutionalKernel(const ConvolutionalLayer& layer, const KernelOptions& options);

  std::vector<Bytes> parts() const override { return {total_}; }
  Bytes workspace() const override {
    const Bytes blur = blur_ ? blur_->workspace() : Bytes(0);
    return staged_ + blurred_ + std::max(main_->workspace(), blur);
  }
  std::string packing() const override {
    return main_->layout() + (blur_ ? "; blur: " + blur_->packing() : "");
  }
  void pack(int part, const NetworkWeights& weights, std::byte* packed) const override;
  void bind(const KernelMemory& memory) override;
  void run(int part) noexcept override;

 private:
  void stage_input() noexcept;
  void normalize_output() noexcept;

  const ConvolutionalLayer& layer_;
  WeightsMode mode_;
  ConvolutionPlan plan_;
  std::unique_ptr<cuda::Convolver> main_;
  std::optional<cuda::Blur> blur_;
  Bytes biases_at_, normalization_at_, blur_at_, total_;  // in the packed weights
  Bytes staged_, blurred_;                                // sizes in the workspace
  const T* in_ = nullptr;
  T* staged_input_ = nullptr;
  T* convolved_ = nullptr;
  const float* normalization_ = nullptr;
  Stream* stream_ = nullptr;
};

template <typename T>
Bytes tensor_bytes(const Shape& shape) {
  return align_up(Bytes(shape.count() * sizeof(T)), kAlign);
}

template <typename T>
ConvolutionalKernel<T>::ConvolutionalKernel(const ConvolutionalLayer& layer,
                                            const KernelOptions& options)
    : layer_(layer),
      mode_(options.mode),
      plan_(plan_convolution(layer, options)),
      main_(cuda::make_convolver(plan_.main, options.precision)) {
  const auto n = static_cast<std::size_t>(layer.filters());
  biases_at_ = align_up(main_->weight_bytes(), kAlign);
  normalization_at_ = biases_at_ + align_up(floats_to_bytes(n), kAlign);
  blur_at_ = normalization_at_;
  if (plan_.normalizes) blur_at_ += align_up(floats_to_bytes(4 * n), kAlign);
  total_ = blur_at_;
  if (plan_.stages_input) staged_ = tensor_bytes<T>(plan_.main.in);
  if (layer.antialiasing() > 0) {
    blur_.emplace(layer.convolved(), layer.out(), layer.blur_geometry(), options.precision);
    blurred_ = tensor_bytes<T>(layer.convolved());
    total_ += blur_->bytes();
  }
}

template <typename T>
void ConvolutionalKernel<T>::pack(int /*part*/, const NetworkWeights& weights,
                                  std::byte* packed) const {
  std::memset(packed, 0, total_.value);
  const ConvolutionWeights folded = fold_convolution(layer_, weights, mode_);
  main_->pack(folded.weights, packed);
  std::ranges::copy(folded.biases, reinterpret_cast<float*>(packed + biases_at_.value));
  std::ranges::copy(folded.normalization,
                    reinterpret_cast<float*>(packed + normalization_at_.value));
  if (blur_) blur_->pack(packed + blur_at_.value);
}

template <typename T>
void ConvolutionalKernel<T>::bind(const KernelMemory& memory) {
  const std::byte* weights = memory.part_weights[0];
  std::byte* before_blur = memory.workspace + staged_.value;
  std::byte* scratch = before_blur + blurred_.value;
  stream_ = memory.stream;
  in_ = memory.input<T>(0);
  staged_input_ = reinterpret_cast<T*>(memory.workspace);
  convolved_ = blur_ ? reinterpret_cast<T*>(before_blur) : memory.out<T>();
  normalization_ = reinterpret_cast<const float*>(weights + normalization_at_.value);
  const T* residual = memory.inputs.size() > 1 ? memory.input<T>(1) : nullptr;
  main_->bind(
      {plan_.stages_input ? staged_input_ : in_, weights,
       reinterpret_cast<const float*>(weights + biases_at_.value), residual, convolved_, scratch},
      *stream_);
  if (blur_) blur_->bind(convolved_, memory.output, weights + blur_at_.value, scratch, *stream_);
}

template <typename T>
void ConvolutionalKernel<T>::run(int /*part*/) noexcept {
  if (plan_.stages_input) stage_input();
  main_->run();
  if (plan_.normalizes) normalize_output();
  if (blur_) blur_->run();
}

template <typename T>
void ConvolutionalKernel<T>::stage_input() noexcept {
  const Shape& staged = plan_.main.in;
  launch(stage_signs<T>, one_thread_each(staged.count()), *stream_, in_, layer_.in(), staged_input_,
         staged, plan_.border, plan_.ignores_input, static_cast<unsigned>(staged.count()));
}

template <typename T>
void ConvolutionalKernel<T>::normalize_output() noexcept {
  const Shape& shape = layer_.convolved();
  const Activation activation = layer_.activation();
  launch(normalize<T>, one_thread_each(shape.count()), *stream_, normalization_, activation,
         convolved_, static_cast<unsigned>(shape.count()), static_cast<unsigned>(shape.c));
  if (is_per_pixel(activation))
    cuda::activate(activation, convolved_, convolved_, shape.pixels(), shape.c, *stream_);
}

}  // namespace

std::unique_ptr<Kernel> cuda::make_convolutional_kernel(const Layer& layer,
                                                        const KernelOptions& options) {
  return make_typed<ConvolutionalKernel, ConvolutionalLayer>(layer, options);
}

}  // namespace dn
