// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "darknet/device/cuda/cuda_stream.h"
#include "darknet/ops/cuda/convolution.h"
#include "darknet/ops/cuda/cudnn/cudnn_convolver.h"
#include "darknet/tensor/element_type.h"

namespace dn::cuda {

// Device memory for the length of a trial; plans are chosen where no Device is at hand. Aligned
// like the engine's own memory, and no better: a trial must not find what a run will not have.
class TrialMemory {
 public:
  // Of the engine's buffers, and of slices of their pixels.
  static constexpr std::size_t kEngineAlignment = 64, kSliceAlignment = 16;

  explicit TrialMemory(Bytes size, std::size_t alignment = kEngineAlignment);  // throws Error
  ~TrialMemory();
  TrialMemory(const TrialMemory&) = delete;
  TrialMemory& operator=(const TrialMemory&) = delete;
  std::byte* data() const { return static_cast<std::byte*>(block_) + alignment_; }

 private:
  std::size_t alignment_;
  void* block_ = nullptr;
};

// One problem on random numbers, on a stream of its own: whether a convolver computes what our
// plain one does, and how fast it is. Needs exclusive use of the device for times that mean
// anything, but not for being right.
class Trial {
 public:
  // Takes the memory and runs the plain convolver. Throws Error.
  Trial(const ConvolutionProblem& problem, Precision precision);

  // Microseconds of a run, as a replayed CUDA graph; roughly, when it is much slower than the
  // fastest so far. Throws Refusal, saying what went wrong: other numbers than the plain one's.
  double measure(Convolver& convolver, double fastest);
  // Also refused: what cuDNN does not run or cannot have captured, and too much workspace.
  double measure_cudnn(CudnnConvolver& convolver, double fastest);
  double measure_plain();

 private:
  void bind(Convolver& convolver);
  void pack(const Convolver& convolver);
  void run(Convolver& convolver);
  void check_runs(CudnnConvolver& convolver);
  void check_can_be_captured(CudnnConvolver& convolver);
  void check_output();
  double time(Convolver& convolver, double fastest);
  void upload(const std::vector<float>& values, TrialMemory& to);
  std::vector<float> read_output();

  const ConvolutionProblem problem_;
  const std::size_t in_count_, residual_count_, out_count_;  // values, with the room between pixels
  const Precision precision_;
  const std::vector<float> weights_;
  const ElementType element_;  // of activations
  CudaStream stream_;
  TrialMemory in_, residual_, out_, bias_, floats_;  // floats_: where halves are converted
  std::unique_ptr<TrialMemory> packed_, workspace_;  // of the convolver that is bound
  std::string layout_;                               // of what packed_ holds
  std::unique_ptr<Convolver> plain_;
  std::vector<float> expected_;
};

}  // namespace dn::cuda
