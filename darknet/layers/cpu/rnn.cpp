// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/rnn.h"

#include <algorithm>

#include "darknet/layers/cpu/dense.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/layers/dense_group.h"

namespace dn {
namespace {

class RnnKernel : public Kernel {
 public:
  RnnKernel(const RnnLayer& layer, const KernelOptions& options)
      : layer_(layer), hidden_(static_cast<std::size_t>(layer.in().n) * layer.hidden()) {
    DenseProblem problem{{1, layer.in().c, layer.in().h, layer.in().w},
                         layer.hidden(),
                         layer.activation(),
                         layer.batch_normalize(),
                         layer.index(),
                         kInput,
                         options.mode,
                         options.reference};
    matrices_.add(problem);
    problem.in = {1, layer.hidden(), 1, 1};
    problem.activation = layer.self_activation();
    problem.sub = kSelf;
    matrices_.add(problem);
    problem.outputs = layer.out().c;
    problem.activation = layer.activation();
    problem.sub = kOutput;
    matrices_.add(problem);
  }

  std::vector<Bytes> parts() const override { return {matrices_.bytes()}; }
  Bytes workspace() const override { return floats_to_bytes(2 * hidden_); }
  Bytes state() const override { return floats_to_bytes(hidden_); }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    matrices_.pack(weights, packed);
  }
  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
    state_ = reinterpret_cast<float*>(memory.state);
    from_input_ = reinterpret_cast<float*>(memory.workspace);
    matrices_.bind(memory.part_weights[0]);
  }

  void run(int /*part*/) noexcept override {
    const int images = layer_.in().n;
    float* from_self = from_input_ + hidden_;
    matrices_.run(kInput, images, in_, from_input_);
    matrices_.run(kSelf, images, state_, from_self);
    for (std::size_t i = 0; i < hidden_; ++i) {
      const float kept = layer_.shortcut() ? state_[i] : 0.f;
      state_[i] = kept + from_input_[i] + from_self[i];
    }
    matrices_.run(kOutput, images, state_, out_);
  }

 private:
  enum Sub { kInput, kSelf, kOutput };

  const RnnLayer& layer_;
  std::size_t hidden_;  // values of the state, all images
  DenseGroup<Dense> matrices_;
  float* state_ = nullptr;
  const float* in_ = nullptr;
  float* from_input_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_rnn_kernel(const Layer& layer, const KernelOptions& options) {
  return std::make_unique<RnnKernel>(static_cast<const RnnLayer&>(layer), options);
}

}  // namespace dn
