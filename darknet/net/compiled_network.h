// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/layers/kernel.h"
#include "darknet/net/network.h"
#include "darknet/weights/network_weights.h"

namespace dn {

struct CompileOptions {
  KernelOptions kernels;  // fused_shortcut is ignored, the compiler sets it
  // Layers (each at least 0 and below layer_count()) whose outputs are wanted after a run; empty =
  // Network::result_layers().
  std::vector<int> kept_layers;
};

// One piece of work of a run: a part of a layer's kernel, with the packed weights it reads. Steps
// run in order; a group of consecutive steps is what a swapping executor loads and runs as one.
struct Step {
  int layer = 0, part = 0;
  Bytes weights;
};

// The memory a compiled network runs in. The caller owns all of it; every pointer is 64-byte
// aligned.
struct NetworkMemory {
  // Activations and scratch: networks that never run at the same time may share them.
  std::byte* arena = nullptr;
  std::byte* workspace = nullptr;
  // Input and kept outputs: this network's own, they live between runs.
  std::byte* io = nullptr;
  std::vector<const std::byte*> step_weights;  // one per step
};

// A network prepared for the CPU: kernels chosen, layers fused, activations placed by liveness. It
// owns no tensor memory: ask the sizes, provide memory, pack() the weights, bind(), then run. One
// thread at a time may run it; running is noexcept and takes no heap memory.
class CompiledNetwork {
 public:
  // `network` must outlive this.
  CompiledNetwork(const Network& network, CompileOptions options);

  const Network& network() const { return network_; }
  const std::vector<Step>& steps() const { return steps_; }
  Bytes arena_bytes() const { return arena_bytes_; }
  Bytes workspace_bytes() const { return workspace_bytes_; }
  Bytes io_bytes() const { return io_bytes_; }
  Bytes weight_bytes() const;  // packed, all steps

  void pack(int step, const NetworkWeights& weights, std::byte* packed) const;
  void bind(const NetworkMemory& memory);

  // Valid after bind(): the input, channels-last, network().input() in shape.
  std::span<float> input() const { return input_; }
  // Valid after bind(): the output of a kept layer, channels-last; its content is that of the last
  // run.
  std::span<const float> output(int layer) const;
  void run_step(int step) noexcept { kernels_[steps_[step].layer]->run(steps_[step].part); }
  void run() noexcept;
  void reset_state() noexcept;

 private:
  struct Buffer {
    Bytes size;
    int first = 0, last = 0;  // layers
    bool io = false;
    Bytes offset;  // in the arena or in io
  };

  bool is_kept(int layer) const;
  void fuse_shortcuts();
  void make_kernels();
  void assign_buffers();
  void place_buffers();
  std::vector<int> sources(int layer) const;  // what its kernel reads, -1 = input
  const Shape& shape_of(int layer) const;     // -1 = input
  float* address(int layer, const NetworkMemory& memory) const;

  const Network& network_;
  CompileOptions options_;
  std::vector<int> fused_into_;  // layer -> the shortcut that its kernel computes as well, or -1
  std::vector<char> absorbed_;   // layer -> is such a shortcut: it has no kernel of its own
  std::vector<std::unique_ptr<Kernel>> kernels_;
  std::vector<Step> steps_;
  std::vector<Buffer> buffers_;
  std::vector<int> buffer_of_;  // layer + 1 -> buffer; entry 0 is the input
  Bytes arena_bytes_, workspace_bytes_, io_bytes_;
  std::span<float> input_;
  std::vector<std::span<const float>> outputs_;
};

}  // namespace dn
