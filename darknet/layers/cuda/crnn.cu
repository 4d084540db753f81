// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [crnn]: h = act(W_input x) + act(W_self h'), y = act(W_output h), with convolutions. Each has its
// activation in its epilogue; one kernel between them adds. The state is kept as floats, so that it
// does not lose small additions, and as what the convolutions read.
#include "darknet/layers/crnn.h"

#include "darknet/base/aligned_buffer.h"
#include "darknet/device/cuda/launch.cuh"
#include "darknet/layers/convolution_group.h"
#include "darknet/layers/cuda/kernels.h"
#include "darknet/layers/cuda/typed_kernel.h"
#include "darknet/ops/cuda/convolution.h"
#include "darknet/ops/cuda/number.cuh"

namespace dn {
namespace {

// ---- kernels

template <typename T>
__global__ void add_to_state(const T* from_input, const T* from_self, bool keeps_old, float* state,
                             T* rounded, std::size_t count) {
  const std::size_t i = thread_index();
  if (i >= count) return;
  const float kept = keeps_old ? state[i] : 0.f;
  const float value = kept + to_float(from_input[i]) + to_float(from_self[i]);
  state[i] = value;
  rounded[i] = from_float<T>(value);
}

// ---- launchers

template <typename T>
class CrnnKernel : public Kernel {
 public:
  CrnnKernel(const CrnnLayer& layer, const KernelOptions& options)
      : keeps_old_(layer.shortcut()),
        count_(layer.in().pixels() * layer.hidden()),
        convolutions_(layer.index(), layer.convolution(),
                      [precision = options.precision](const ConvolutionProblem& problem) {
                        return cuda::make_convolver(problem, precision);
                      }) {
    convolutions_.add(layer.in(), layer.in().c, layer.hidden());
    convolutions_.add(layer.in(), layer.hidden(), layer.hidden());
    convolutions_.add(layer.in(), layer.hidden(), layer.out().c);
  }

  std::vector<Bytes> parts() const override { return {convolutions_.bytes()}; }
  Bytes workspace() const override { return values_bytes() * 2 + convolutions_.workspace(); }
  Bytes state() const override { return values_bytes() * 2; }
  std::string packing() const override { return convolutions_.packing(); }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    convolutions_.pack(weights, packed);
  }

  // State: as floats, as T. Workspace: W_input x, W_self h, the convolutions' scratch.
  void bind(const KernelMemory& memory) override {
    const std::size_t step = values_bytes().value;
    stream_ = memory.stream;
    state_ = reinterpret_cast<float*>(memory.state);
    rounded_ = reinterpret_cast<T*>(memory.state + step);
    from_input_ = reinterpret_cast<T*>(memory.workspace);
    from_self_ = reinterpret_cast<T*>(memory.workspace + step);
    std::byte* scratch = memory.workspace + 2 * step;
    const std::byte* packed = memory.part_weights[0];
    convolutions_.bind(kInput, memory.inputs[0], from_input_, packed, scratch, *stream_);
    convolutions_.bind(kSelf, rounded_, from_self_, packed, scratch, *stream_);
    convolutions_.bind(kOutput, rounded_, memory.output, packed, scratch, *stream_);
  }

  void run(int /*part*/) noexcept override {
    convolutions_.run(kInput);
    convolutions_.run(kSelf);
    launch(add_to_state<T>, one_thread_each(count_), *stream_, from_input_, from_self_, keeps_old_,
           state_, rounded_, count_);
    convolutions_.run(kOutput);
  }

 private:
  enum Sub { kInput, kSelf, kOutput };

  Bytes values_bytes() const { return align_up(floats_to_bytes(count_), Bytes(kAlignment)); }

  bool keeps_old_;
  std::size_t count_;  // values of the state
  ConvolutionGroup<cuda::Convolver> convolutions_;
  Stream* stream_ = nullptr;
  float* state_ = nullptr;
  T *rounded_ = nullptr, *from_input_ = nullptr, *from_self_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_crnn_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed<CrnnKernel, CrnnLayer>(layer, options);
}

}  // namespace dn
