// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/conv_lstm.h"

#include <algorithm>
#include <cmath>

#include "darknet/base/aligned_buffer.h"
#include "darknet/layers/convolution_group.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/elementwise.h"

namespace dn {
namespace {

class ConvLstmKernel : public Kernel {
 public:
  ConvLstmKernel(const ConvLstmLayer& layer, const KernelOptions& options)
      : layer_(layer),
        count_(layer.out().count()),
        first_w_(layer.peephole() ? 3 : 0),
        convolutions_(layer.index(), layer.convolution(),
                      options.reference ? make_reference_convolver : make_convolver) {
    const int outputs = layer.out().c;
    for (int sub = 0; sub < layer.state_convolutions(); ++sub) {
      convolutions_.add(layer.in(), outputs, outputs);
    }
    for (int gate = 0; gate < kGates; ++gate) {
      convolutions_.add(layer.in(), layer.in().c, outputs);
    }
  }

  std::vector<Bytes> parts() const override { return {convolutions_.bytes()}; }
  Bytes workspace() const override {
    return values_bytes() * (kGates + 1) + convolutions_.workspace();
  }
  std::string packing() const override { return convolutions_.packing(); }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    convolutions_.pack(weights, packed);
  }

  // Workspace: the four gates, one more tensor of that size, the convolutions' scratch.
  void bind(const KernelMemory& memory) override {
    out_ = memory.out();
    hidden_ = reinterpret_cast<float*>(memory.state);
    cell_ = reinterpret_cast<float*>(memory.state + values_bytes().value);
    values_ = memory.workspace;
    std::byte* scratch = memory.workspace + values_bytes().value * (kGates + 1);
    const std::byte* packed = memory.part_weights[0];
    for (int v = 0; v < first_w_; ++v) {
      convolutions_.bind(v, cell_, values(kGates), packed, scratch);
    }
    for (int gate = 0; gate < kGates; ++gate) {
      convolutions_.bind(w(gate), hidden_, values(gate), packed, scratch);
      convolutions_.bind(u(gate), memory.input(0), values(kGates), packed, scratch);
    }
  }

  Bytes state() const override { return values_bytes() * 2; }

  void run(int /*part*/) noexcept override {
    compute(kF, kPeepF);
    compute(kI, kPeepI);
    compute(kG, kNoPeep);
    const float limit = layer_.state_constrain();
    const float *f = values(kF), *i = values(kI), *g = values(kG), *o = values(kO);
    for (std::size_t k = 0; k < count_; ++k) {
      cell_[k] = std::clamp(f[k] * cell_[k] + i[k] * g[k], -limit, limit);
    }
    compute(kO, kPeepO);
    for (std::size_t k = 0; k < count_; ++k) hidden_[k] = o[k] * std::tanh(cell_[k]);
    std::copy_n(hidden_, count_, out_);
  }

 private:
  enum Gate { kF, kI, kG, kO, kGates };
  enum Peep { kNoPeep = -1, kPeepF, kPeepI, kPeepO };  // sub-layers, only with peephole

  int w(int gate) const { return first_w_ + gate; }
  int u(int gate) const { return first_w_ + kGates + gate; }
  Bytes values_bytes() const { return align_up(floats_to_bytes(count_), Bytes(kAlignment)); }
  float* values(int gate) const {
    return reinterpret_cast<float*>(values_ + values_bytes().value * gate);
  }

  void compute(Gate gate, Peep peep) noexcept {
    convolutions_.run(w(gate));
    convolutions_.run(u(gate));
    add(values(gate), values(kGates), values(gate), count_);
    if (layer_.peephole() && peep != kNoPeep) {
      convolutions_.run(peep);
      add(values(gate), values(kGates), values(gate), count_);
    }
    activate(gate == kG ? Activation::kTanh : Activation::kLogistic, values(gate), count_, 1);
  }

  const ConvLstmLayer& layer_;
  std::size_t count_;
  int first_w_;
  ConvolutionGroup<Convolver> convolutions_;
  float *hidden_ = nullptr, *cell_ = nullptr;
  std::byte* values_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_conv_lstm_kernel(const Layer& layer,
                                                   const KernelOptions& options) {
  return std::make_unique<ConvLstmKernel>(static_cast<const ConvLstmLayer&>(layer), options);
}

}  // namespace dn
