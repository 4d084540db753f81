// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [rnn]: h = act(W_input x) + act_self(W_self h'), y = act(W_output h). Three matrices, each with
// its activation in its epilogue, and one kernel between them that adds. The state is kept as
// floats, so that it does not lose small additions, and as what the matrices read.
#include "darknet/layers/rnn.h"

#include "darknet/base/aligned_buffer.h"
#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/cuda/dense.h"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/layers/dense_group.h"
#include "darknet/ops/cuda/number.cuh"

namespace dn {
namespace {

// ---- kernels

template <typename T>
__global__ void add_to_state(const float* from_input, const float* from_self, bool keeps_old,
                             float* state, T* rounded, std::size_t count) {
  const std::size_t i = thread_index();
  if (i >= count) return;
  const float kept = keeps_old ? state[i] : 0.f;
  state[i] = kept + from_input[i] + from_self[i];
  rounded[i] = from_float<T>(state[i]);
}

// ---- launchers

template <typename T>
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
                         options.mode};
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
  Bytes workspace() const override { return hidden_bytes() * 2; }
  Bytes state() const override { return hidden_bytes() * 2; }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    matrices_.pack(weights, packed);
  }
  // State: as floats, as T. Workspace: what comes from the input, and from the state.
  void bind(const KernelMemory& memory) override {
    memory_ = memory;
    state_ = reinterpret_cast<float*>(memory.state);
    rounded_ = reinterpret_cast<T*>(memory.state + hidden_bytes().value);
    from_input_ = reinterpret_cast<float*>(memory.workspace);
    from_self_ = reinterpret_cast<float*>(memory.workspace + hidden_bytes().value);
    matrices_.bind(memory.part_weights[0]);
  }

  void run(int /*part*/) noexcept override {
    const int images = layer_.in().n;
    Stream& stream = *memory_.stream;
    matrices_.run(kInput, images, memory_.input<T>(0), from_input_, stream);
    matrices_.run(kSelf, images, rounded_, from_self_, stream);
    launch(add_to_state<T>, one_thread_each(hidden_), stream, from_input_, from_self_,
           layer_.shortcut(), state_, rounded_, hidden_);
    matrices_.run(kOutput, images, rounded_, memory_.out<T>(), stream);
  }

 private:
  enum Sub { kInput, kSelf, kOutput };

  Bytes hidden_bytes() const { return align_up(floats_to_bytes(hidden_), Bytes(kAlignment)); }

  const RnnLayer& layer_;
  std::size_t hidden_;  // values of the state, all images
  DenseGroup<cuda::Dense<T>> matrices_;
  KernelMemory memory_;
  float* state_ = nullptr;
  T* rounded_ = nullptr;
  float *from_input_ = nullptr, *from_self_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_rnn_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed<RnnKernel, RnnLayer>(layer, options);
}

}  // namespace dn
