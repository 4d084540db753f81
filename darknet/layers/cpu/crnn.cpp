// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/crnn.h"

#include <algorithm>

#include "darknet/base/aligned_buffer.h"
#include "darknet/layers/convolution_group.h"
#include "darknet/layers/cpu/kernels.h"

namespace dn {
namespace {

class CrnnKernel : public Kernel {
 public:
  CrnnKernel(const CrnnLayer& layer, const KernelOptions& options)
      : layer_(layer),
        count_(layer.in().pixels() * layer.hidden()),
        convolutions_(layer.index(), layer.convolution(),
                      options.reference ? make_reference_convolver : make_convolver) {
    convolutions_.add(layer.in(), layer.in().c, layer.hidden());
    convolutions_.add(layer.in(), layer.hidden(), layer.hidden());
    convolutions_.add(layer.in(), layer.hidden(), layer.out().c);
  }

  std::vector<Bytes> parts() const override { return {convolutions_.bytes()}; }
  Bytes workspace() const override { return values_bytes() * 2 + convolutions_.workspace(); }
  std::string packing() const override { return convolutions_.packing(); }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    convolutions_.pack(weights, packed);
  }

  // Workspace: W_input x, W_self h, the convolutions' scratch.
  void bind(const KernelMemory& memory) override {
    std::byte* second = memory.workspace + values_bytes().value;
    std::byte* scratch = second + values_bytes().value;
    state_ = reinterpret_cast<float*>(memory.state);
    from_input_ = reinterpret_cast<float*>(memory.workspace);
    from_self_ = reinterpret_cast<float*>(second);
    const std::byte* packed = memory.part_weights[0];
    convolutions_.bind(kInput, memory.input(0), from_input_, packed, scratch);
    convolutions_.bind(kSelf, state_, from_self_, packed, scratch);
    convolutions_.bind(kOutput, state_, memory.out(), packed, scratch);
  }

  Bytes state() const override { return floats_to_bytes(count_); }

  void run(int /*part*/) noexcept override {
    convolutions_.run(kInput);
    convolutions_.run(kSelf);
    for (std::size_t i = 0; i < count_; ++i) {
      const float kept = layer_.shortcut() ? state_[i] : 0.f;
      state_[i] = kept + from_input_[i] + from_self_[i];
    }
    convolutions_.run(kOutput);
  }

 private:
  enum Sub { kInput, kSelf, kOutput };

  Bytes values_bytes() const { return align_up(floats_to_bytes(count_), Bytes(kAlignment)); }

  const CrnnLayer& layer_;
  std::size_t count_;  // values of the state
  ConvolutionGroup<Convolver> convolutions_;
  float* state_ = nullptr;
  float* from_input_ = nullptr;
  float* from_self_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_crnn_kernel(const Layer& layer, const KernelOptions& options) {
  return std::make_unique<CrnnKernel>(static_cast<const CrnnLayer&>(layer), options);
}

}  // namespace dn
