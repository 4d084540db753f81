// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [lstm]: f, i, o = s(W h + U x), g = tanh(Wg h + Ug x), c = f*c + i*g, h = o*tanh(c). The four
// matrices on the state are stacked into one, those on the input too: two launches, and one kernel
// for the rest. The cell c is kept as floats, so that it does not lose small changes.
#include "darknet/layers/lstm.h"

#include "darknet/base/aligned_buffer.h"
#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/cuda/dense.h"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/layers/dense_group.h"
#include "darknet/ops/cuda/activation.cuh"
#include "darknet/ops/cuda/number.cuh"

namespace dn {
namespace {

constexpr int kGates = 4;  // f, i, g, o

// ---- kernels

// One thread per value of the state. Each image has the sums of its four gates one after the other.
template <typename T>
__global__ void update(const float* from_state, const float* from_input, float* cell, T* hidden,
                       T* out, int images, unsigned outputs) {
  const std::size_t k = thread_index();
  if (k >= static_cast<std::size_t>(images) * outputs) return;
  const std::size_t first = k / outputs * kGates * outputs + k % outputs;
  const auto sum = [=](int gate) {
    return from_state[first + gate * outputs] + from_input[first + gate * outputs];
  };
  const float f = device::logistic(sum(0)), i = device::logistic(sum(1));
  const float g = tanhf(sum(2)), o = device::logistic(sum(3));
  cell[k] = f * cell[k] + i * g;
  hidden[k] = out[k] = from_float<T>(o * tanhf(cell[k]));
}

// ---- launchers

template <typename T>
class LstmKernel : public Kernel {
 public:
  LstmKernel(const LstmLayer& layer, const KernelOptions& options)
      : images_(layer.in().n), outputs_(layer.out().c), count_(layer.out().count()) {
    DenseProblem problem{{1, layer.out().c, 1, 1},
                         layer.out().c,
                         Activation::kLinear,
                         layer.batch_normalize(),
                         layer.index(),
                         0,
                         options.mode};
    problem.stacked = kGates;
    matrices_.add(problem);
    problem.in = {1, layer.in().c, layer.in().h, layer.in().w};
    problem.sub = kGates;
    matrices_.add(problem);
  }

  std::vector<Bytes> parts() const override { return {matrices_.bytes()}; }
  Bytes workspace() const override { return values_bytes() * (2 * kGates); }
  Bytes state() const override { return values_bytes() * 2; }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    matrices_.pack(weights, packed);
  }
  // State: c, h. Workspace: the gates' sums from the state, and from the input.
  void bind(const KernelMemory& memory) override {
    const std::size_t step = values_bytes().value;
    memory_ = memory;
    cell_ = reinterpret_cast<float*>(memory.state);
    hidden_ = reinterpret_cast<T*>(memory.state + step);
    from_state_ = reinterpret_cast<float*>(memory.workspace);
    from_input_ = reinterpret_cast<float*>(memory.workspace + kGates * step);
    matrices_.bind(memory.part_weights[0]);
  }

  void run(int /*part*/) noexcept override {
    Stream& stream = *memory_.stream;
    matrices_.run(kOnState, images_, hidden_, from_state_, stream);
    matrices_.run(kOnInput, images_, memory_.input<T>(0), from_input_, stream);
    launch(update<T>, one_thread_each(count_), stream, from_state_, from_input_, cell_, hidden_,
           memory_.out<T>(), images_, outputs_);
  }

 private:
  enum Matrix { kOnState, kOnInput };

  Bytes values_bytes() const { return align_up(floats_to_bytes(count_), Bytes(kAlignment)); }

  int images_;
  unsigned outputs_;
  std::size_t count_;
  DenseGroup<cuda::Dense<T>> matrices_;
  KernelMemory memory_;
  float *cell_ = nullptr, *from_state_ = nullptr, *from_input_ = nullptr;
  T* hidden_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_lstm_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed<LstmKernel, LstmLayer>(layer, options);
}

}  // namespace dn
