// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/lstm.h"

#include <algorithm>
#include <cmath>

#include "darknet/layers/cpu/dense.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/layers/dense_group.h"
#include "darknet/ops/elementwise.h"

namespace dn {
namespace {

class LstmKernel : public Kernel {
 public:
  LstmKernel(const LstmLayer& layer, const KernelOptions& options)
      : layer_(layer), count_(layer.out().count()) {
    DenseProblem problem{{1, layer.out().c, 1, 1},
                         layer.out().c,
                         Activation::kLinear,
                         layer.batch_normalize(),
                         layer.index(),
                         0,
                         options.mode,
                         options.reference};
    for (problem.sub = 0; problem.sub < 2 * kGates; ++problem.sub) {
      if (problem.sub == kGates) problem.in = {1, layer.in().c, layer.in().h, layer.in().w};
      matrices_.add(problem);
    }
  }

  std::vector<Bytes> parts() const override { return {matrices_.bytes()}; }
  Bytes workspace() const override { return floats_to_bytes((kGates + 1) * count_); }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    matrices_.pack(weights, packed);
  }
  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
    hidden_ = reinterpret_cast<float*>(memory.state);
    cell_ = hidden_ + count_;
    scratch_ = reinterpret_cast<float*>(memory.workspace);
    matrices_.bind(memory.part_weights[0]);
  }
  Bytes state() const override { return floats_to_bytes(2 * count_); }

  void run(int /*part*/) noexcept override {
    for (const Gate gate : {kF, kI, kG, kO}) compute(gate);
    const float *f = values(kF), *i = values(kI), *g = values(kG), *o = values(kO);
    for (std::size_t k = 0; k < count_; ++k) {
      cell_[k] = f[k] * cell_[k] + i[k] * g[k];
      hidden_[k] = o[k] * std::tanh(cell_[k]);
    }
    std::copy_n(hidden_, count_, out_);
  }

 private:
  enum Gate { kF, kI, kG, kO, kGates };

  float* values(Gate gate) const noexcept { return scratch_ + gate * count_; }

  void compute(Gate gate) noexcept {
    float* second = values(kGates);
    matrices_.run(gate, layer_.in().n, hidden_, values(gate));
    matrices_.run(kGates + gate, layer_.in().n, in_, second);
    add(values(gate), second, values(gate), count_);
    activate(gate == kG ? Activation::kTanh : Activation::kLogistic, values(gate), count_, 1);
  }

  const LstmLayer& layer_;
  std::size_t count_;
  DenseGroup<Dense> matrices_;
  float *hidden_ = nullptr, *cell_ = nullptr;
  const float* in_ = nullptr;
  float* scratch_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_lstm_kernel(const Layer& layer, const KernelOptions& options) {
  return std::make_unique<LstmKernel>(static_cast<const LstmLayer&>(layer), options);
}

}  // namespace dn
