// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// [gru]: z = s(Wz x + Uz h), r = s(Wr x + Ur h), c = s(Wh x + Uh (r*h)), h = z*h + (1-z)*c.
// Matrices on the same vector are stacked into one: three launches of them, and two kernels for
// what lies between. The state is kept as floats, so that it does not lose small changes, and as
// what the matrices read.
#include "darknet/layers/gru.h"

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

// What the matrices leave, for each image: W x of z, r and c; U h of z and r; U (r*h) of c.
struct Sums {
  float* input = nullptr;
  float* state = nullptr;
  float* candidate = nullptr;
};

// ---- kernels

// One thread per value of the state: the value-th of an image.
template <typename T>
__global__ void forget(Sums sums, const float* state, T* forgotten, int images, unsigned outputs) {
  const std::size_t i = thread_index();
  if (i >= static_cast<std::size_t>(images) * outputs) return;
  const std::size_t image = i / outputs, value = i % outputs;
  const float r = device::logistic(sums.input[image * 3 * outputs + outputs + value] +
                                   sums.state[image * 2 * outputs + outputs + value]);
  forgotten[i] = from_float<T>(r * state[i]);
}

template <typename T>
__global__ void update(Sums sums, float* state, T* rounded, T* out, int images, unsigned outputs) {
  const std::size_t i = thread_index();
  if (i >= static_cast<std::size_t>(images) * outputs) return;
  const std::size_t image = i / outputs, value = i % outputs;
  const float* input = sums.input + image * 3 * outputs + value;
  const float z = device::logistic(input[0] + sums.state[image * 2 * outputs + value]);
  const float candidate = device::logistic(input[2 * outputs] + sums.candidate[i]);
  state[i] = z * state[i] + (1.f - z) * candidate;
  rounded[i] = out[i] = from_float<T>(state[i]);
}

// ---- launchers

template <typename T>
class GruKernel : public Kernel {
 public:
  GruKernel(const GruLayer& layer, const KernelOptions& options)
      : images_(layer.in().n), outputs_(layer.out().c), count_(layer.out().count()) {
    DenseProblem problem{{1, layer.in().c, layer.in().h, layer.in().w},
                         layer.out().c,
                         Activation::kLinear,
                         layer.batch_normalize(),
                         layer.index(),
                         kInputZ,
                         options.mode};
    problem.stacked = 3;
    matrices_.add(problem);
    problem.in = {1, layer.out().c, 1, 1};
    problem.sub = kStateZ;
    problem.stacked = 2;
    matrices_.add(problem);
    problem.sub = kStateH;
    problem.stacked = 1;
    matrices_.add(problem);
  }

  std::vector<Bytes> parts() const override { return {matrices_.bytes()}; }
  Bytes workspace() const override { return values_bytes() * 7; }
  Bytes state() const override { return values_bytes() * 2; }
  void pack(int /*part*/, const NetworkWeights& weights, std::byte* packed) const override {
    matrices_.pack(weights, packed);
  }
  // State: as floats, as T. Workspace: the sums, r*h.
  void bind(const KernelMemory& memory) override {
    const std::size_t step = values_bytes().value;
    memory_ = memory;
    state_ = reinterpret_cast<float*>(memory.state);
    rounded_ = reinterpret_cast<T*>(memory.state + step);
    sums_.input = reinterpret_cast<float*>(memory.workspace);
    sums_.state = reinterpret_cast<float*>(memory.workspace + 3 * step);
    sums_.candidate = reinterpret_cast<float*>(memory.workspace + 5 * step);
    forgotten_ = reinterpret_cast<T*>(memory.workspace + 6 * step);
    matrices_.bind(memory.part_weights[0]);
  }

  void run(int /*part*/) noexcept override {
    Stream& stream = *memory_.stream;
    matrices_.run(kOnInput, images_, memory_.input<T>(0), sums_.input, stream);
    matrices_.run(kOnState, images_, rounded_, sums_.state, stream);
    launch(forget<T>, one_thread_each(count_), stream, sums_, state_, forgotten_, images_,
           outputs_);
    matrices_.run(kOnForgotten, images_, forgotten_, sums_.candidate, stream);
    launch(update<T>, one_thread_each(count_), stream, sums_, state_, rounded_, memory_.out<T>(),
           images_, outputs_);
  }

 private:
  enum Matrix { kOnInput, kOnState, kOnForgotten };
  enum Sub { kInputZ, kInputR, kInputH, kStateZ, kStateR, kStateH };

  Bytes values_bytes() const { return align_up(floats_to_bytes(count_), Bytes(kAlignment)); }

  int images_;
  unsigned outputs_;
  std::size_t count_;
  DenseGroup<cuda::Dense<T>> matrices_;
  KernelMemory memory_;
  Sums sums_;
  float* state_ = nullptr;
  T *rounded_ = nullptr, *forgotten_ = nullptr;
};

}  // namespace

std::unique_ptr<Kernel> cuda::make_gru_kernel(const Layer& layer, const KernelOptions& options) {
  return make_typed<GruKernel, GruLayer>(layer, options);
}

}  // namespace dn
