// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/gru.h"

#include <algorithm>

#include "darknet/layers/cpu/dense.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/layers/dense_group.h"
#include "darknet/ops/elementwise.h"

namespace dn {
namespace {

class GruKernel : public Kernel {
 public:
  GruKernel(const GruLayer& layer, const KernelOptions& options)
      : layer_(layer), count_(layer.out().count()) {
    DenseProblem problem{{1, layer.in().c, layer.in().h, layer.in().w},
                         layer.out().c,
                         Activation::kLinear,
                         layer.batch_normalize(),
                         layer.index(),
                         0,
                         options.mode,
                         options.reference};
    for (problem.sub = kInputZ; problem.sub <= kStateH; ++problem.sub) {
      if (problem.sub == kStateZ) problem.in = {1, layer.out().c, 1, 1};
      matrices_.add(problem);
    }
  }

  std::vector<Bytes> parts() const override { return {matrices_.bytes()}; }
  Bytes workspace() const override { return floats_to_bytes(5 * count_); }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    matrices_.pack(weights, packed);
  }
  void bind(const KernelMemory& memory) override {
    in_ = memory.input(0);
    out_ = memory.out();
    state_ = reinterpret_cast<float*>(memory.state);
    scratch_ = reinterpret_cast<float*>(memory.workspace);
    matrices_.bind(memory.part_weights[0]);
  }
  Bytes state() const override { return floats_to_bytes(count_); }

  void run(int /*part*/) noexcept override {
    float* z = scratch_;
    float* r = z + count_;
    float* candidate = r + count_;
    float* forgotten = candidate + count_;
    gate(kInputZ, kStateZ, state_, z);
    gate(kInputR, kStateR, state_, r);
    for (std::size_t i = 0; i < count_; ++i) forgotten[i] = r[i] * state_[i];
    gate(kInputH, kStateH, forgotten, candidate);
    for (std::size_t i = 0; i < count_; ++i) {
      state_[i] = z[i] * state_[i] + (1.f - z[i]) * candidate[i];
    }
    std::copy_n(state_, count_, out_);
  }

 private:
  enum Sub { kInputZ, kInputR, kInputH, kStateZ, kStateR, kStateH };

  // to = logistic(W in + U from)
  void gate(Sub input, Sub state, const float* from, float* to) noexcept {
    float* second = scratch_ + 4 * count_;
    matrices_.run(input, layer_.in().n, in_, to);
    matrices_.run(state, layer_.in().n, from, second);
    add(to, second, to, count_);
    activate(Activation::kLogistic, to, count_, 1);
  }

  const GruLayer& layer_;
  std::size_t count_;
  DenseGroup<Dense> matrices_;
  float* state_ = nullptr;
  const float* in_ = nullptr;
  float* scratch_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cpu::make_gru_kernel(const Layer& layer, const KernelOptions& options) {
  return std::make_unique<GruKernel>(static_cast<const GruLayer&>(layer), options);
}

}  // namespace dn
