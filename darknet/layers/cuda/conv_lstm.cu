// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [conv_lstm]: f, i, o = s(W h + U x), g = tanh(Wg h + Ug x), c = f*c + i*g limited, h = o*tanh(c);
// with peepholes f and i also see V c, o sees V of the new c. Every convolution writes a tensor of
// its own; two kernels, one on each side of the peephole of o, do all the rest. The cell c is kept
// as floats, so that it does not lose small changes, and as what its convolutions read.
#include "darknet/layers/conv_lstm.h"

#include "darknet/base/aligned_buffer.h"
#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/convolution_group.h"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/activation.cuh"
#include "darknet/ops/cuda/convolution.h"
#include "darknet/ops/cuda/number.cuh"

namespace dn {
namespace {

enum Gate { kF, kI, kG, kO, kGates };
enum Peephole { kPeepholeF, kPeepholeI, kPeepholeO, kPeepholes };

// What the convolutions leave: a tensor for each gate, `stride` values apart.
template <typename T>
struct Sums {
  const T* state = nullptr;
  const T* input = nullptr;
  const T* cell = nullptr;  // a tensor for each peephole; null without them
  std::size_t stride = 0;
};

// ---- kernels

template <typename T>
__device__ inline float sum(const Sums<T>& sums, Gate gate, std::size_t k) {
  return to_float(sums.state[gate * sums.stride + k]) +
         to_float(sums.input[gate * sums.stride + k]);
}

template <typename T>
__device__ inline float sum(const Sums<T>& sums, Gate gate, Peephole peephole, std::size_t k) {
  const float seen = sums.cell == nullptr ? 0.f : to_float(sums.cell[peephole * sums.stride + k]);
  return sum(sums, gate, k) + seen;
}

template <typename T>
__global__ void update_cell(Sums<T> sums, float limit, float* cell, T* rounded, std::size_t count) {
  const std::size_t k = thread_index();
  if (k >= count) return;
  const float f = device::logistic(sum(sums, kF, kPeepholeF, k));
  const float i = device::logistic(sum(sums, kI, kPeepholeI, k));
  const float g = tanhf(sum(sums, kG, k));
  const float value = fminf(fmaxf(f * cell[k] + i * g, -limit), limit);
  cell[k] = value;
  rounded[k] = from_float<T>(value);
}

template <typename T>
__global__ void update_hidden(Sums<T> sums, const float* cell, T* hidden, T* out,
                              std::size_t count) {
  const std::size_t k = thread_index();
  if (k >= count) return;
  const float o = device::logistic(sum(sums, kO, kPeepholeO, k));
  hidden[k] = out[k] = from_float<T>(o * tanhf(cell[k]));
}

// ---- launchers

template <typename T>
class ConvLstmKernel : public Kernel {
 public:
  ConvLstmKernel(const ConvLstmLayer& layer, const KernelOptions& options)
      : limit_(layer.state_constrain()),
        peepholes_(layer.peephole() ? kPeepholes : 0),
        count_(layer.out().count()),
        convolutions_(layer.index(), layer.convolution(),
                      [precision = options.precision](const ConvolutionProblem& problem) {
                        return cuda::make_convolver(problem, precision);
                      }) {
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
    return values_bytes() * (2 * kGates + peepholes_) + convolutions_.workspace();
  }
  Bytes state() const override { return cell_bytes() + values_bytes() * 2; }
  std::string packing() const override { return convolutions_.packing(); }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    convolutions_.pack(weights, packed);
  }

  // State: c as floats, c as T, h. Workspace: the sums from the state, the input and the cell, the
  // convolutions' scratch.
  void bind(const KernelMemory& memory) override {
    const std::size_t step = values_bytes().value;
    stream_ = memory.stream;
    out_ = memory.out<T>();
    cell_ = reinterpret_cast<float*>(memory.state);
    rounded_cell_ = reinterpret_cast<T*>(memory.state + cell_bytes().value);
    hidden_ = reinterpret_cast<T*>(memory.state + cell_bytes().value + step);
    const auto tensor = [&](int i) { return reinterpret_cast<T*>(memory.workspace + i * step); };
    const int on_input = kGates, on_cell = 2 * kGates, end = on_cell + peepholes_;
    sums_ = {tensor(0), tensor(on_input), peepholes_ == 0 ? nullptr : tensor(on_cell),
             step / sizeof(T)};
    const auto bind = [&](int sub, const void* in, int to) {
      convolutions_.bind(sub, in, tensor(to), memory.part_weights[0], memory.workspace + end * step,
                         *stream_);
    };
    for (int v = 0; v < peepholes_; ++v) bind(v, rounded_cell_, on_cell + v);
    for (int gate = 0; gate < kGates; ++gate) {
      bind(peepholes_ + gate, hidden_, gate);
      bind(peepholes_ + kGates + gate, memory.inputs[0], on_input + gate);
    }
  }

  void run(int /*part*/) noexcept override {
    for (int sub = 0; sub < peepholes_ + 2 * kGates; ++sub) {
      if (peepholes_ == 0 || sub != kPeepholeO) convolutions_.run(sub);
    }
    launch(update_cell<T>, one_thread_each(count_), *stream_, sums_, limit_, cell_, rounded_cell_,
           count_);
    if (peepholes_ != 0) convolutions_.run(kPeepholeO);
    launch(update_hidden<T>, one_thread_each(count_), *stream_, sums_, cell_, hidden_, out_,
           count_);
  }

 private:
  Bytes cell_bytes() const { return align_up(floats_to_bytes(count_), Bytes(kAlignment)); }
  Bytes values_bytes() const { return align_up(Bytes(count_ * sizeof(T)), Bytes(kAlignment)); }

  float limit_;
  int peepholes_;  // the first sub-layers; then W of the gates, then U
  std::size_t count_;
  ConvolutionGroup<cuda::Convolver> convolutions_;
  Stream* stream_ = nullptr;
  Sums<T> sums_;
  float* cell_ = nullptr;
  T *rounded_cell_ = nullptr, *hidden_ = nullptr, *out_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_conv_lstm_kernel(const Layer& layer,
                                                    const KernelOptions& options) {
  return make_typed<ConvLstmKernel, ConvLstmLayer>(layer, options);
}

}  // namespace dn
