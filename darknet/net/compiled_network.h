// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/device/device.h"
#include "darknet/device/side_stream.h"
#include "darknet/image/resize_plan.h"
#include "darknet/layers/backend.h"
#include "darknet/layers/kernel.h"
#include "darknet/net/network.h"
#include "darknet/net/slice_plan.h"
#include "darknet/weights/network_weights.h"

namespace dn {

struct CompileOptions {
  // fused_shortcut, float_output and strides are ignored, the compiler sets them.
  KernelOptions kernels;
  // Layers (each at least 0 and below layer_count()) whose outputs are wanted after a run; empty =
  // Network::result_layers().
  std::vector<int> kept_layers;
  DeviceKind device = DeviceKind::kHost;
  // Routes copy all of their sources, also those that could be written in place: what that is
  // compared with.
  bool copy_routes = false;
};

// One piece of work of a run: a part of a layer's kernel, with the packed weights it reads. Steps
// run in order; a group of consecutive steps is what a swapping executor loads and runs as one.
struct Step {
  int layer = 0, part = 0;
  Bytes weights;
};

// The memory a compiled network runs in, and the stream it runs on. The caller owns all of it;
// every pointer is 64-byte aligned.
struct NetworkMemory {
  // Activations and scratch, of the device: networks that never run at the same time may share
  // them.
  std::byte* arena = nullptr;
  std::byte* workspace = nullptr;
  // Input and kept outputs as the host sees them: this network's own, they live between runs.
  // Pinned where the device has its own memory.
  std::byte* io = nullptr;
  std::byte* state = nullptr;                  // of the device; this network's own
  std::vector<const std::byte*> step_weights;  // one per step, of the device
  Stream* stream = nullptr;
  // Where kept outputs leave for the host while later layers compute. Null: on `stream`, behind the
  // last layer.
  SideStream* side = nullptr;
};

// A network prepared for one kind of device: kernels chosen, layers fused, outputs that a route
// joins written side by side, activations placed by liveness. It owns no tensor memory: ask the
// sizes, provide memory, pack() the weights, bind(), reset_state(), then run. One thread at a time
// may run it. Running puts work on the stream (the host's does it at once), is noexcept and takes
// no heap memory.
class CompiledNetwork {
 public:
  // `network` must outlive this.
  CompiledNetwork(const Network& network, CompileOptions options);

  const Network& network() const { return network_; }
  const std::vector<Step>& steps() const { return steps_; }
  // Where the outputs lie.
  const SlicePlan& slices() const { return slices_; }
  Bytes arena_bytes() const { return arena_bytes_; }
  Bytes workspace_bytes() const { return workspace_bytes_; }
  Bytes io_bytes() const { return io_bytes_; }
  Bytes state_bytes() const { return state_bytes_; }
  Bytes weight_bytes() const;  // packed, all steps

  // Names how pack() lays the weights out, one line per layer: two networks of the same cfg and
  // weights with the same name have the same packed bytes, step by step.
  std::string packing() const;
  // May be called from several threads, for different steps.
  void pack(int step, const NetworkWeights& weights, std::byte* packed) const;
  void bind(const NetworkMemory& memory);

  // Valid after bind(): the input, channels-last, network().input() in shape. The host's.
  std::span<float> input() const { return input_; }
  // Valid after bind(): the output of a kept layer, channels-last, as the last run left it once the
  // stream has got that far. The host's.
  std::span<const float> output(int layer) const;

  // A run: the input goes to the device, the steps, the kept outputs come back.
  void load_input() noexcept;
  // Instead of load_input(), on a device with memory of its own, for a network that takes one
  // picture: sends the picture as it is and resizes it there. `picture` is pinned host memory,
  // `staging` is of the device, 64-byte aligned and as long as the picture; both are in use until
  // the stream has got that far.
  void load_picture(const ResizePlan& plan, const std::byte* picture, std::byte* staging) noexcept;
  void run_step(int step) noexcept { kernels_[steps_[step].layer]->run(steps_[step].part); }
  void store_outputs() noexcept;
  void run() noexcept;
  // Part of a run: these steps (both included) and the storing of the outputs that they make, each
  // as early as it can. A run of all parts in order needs no store_outputs().
  void run_steps(int first, int last) noexcept;
  // Forgets what recurrent layers kept from earlier runs. Also to be called before the first.
  void reset_state() noexcept;

 private:
  struct Buffer {
    Bytes size;
    int first = 0, last = 0;  // layers; -1 and layer_count() are before and after all of them
    bool io = false;          // lies in io, else in the arena
    Bytes offset;             // there
  };
  // Something that the host gives or gets, on a device with memory of its own.
  struct Transferred {
    int buffer;  // what the kernels read or wrote
    int floats;  // the buffer with it as floats: the same one, or where it is converted
    Bytes io;    // where the host has it
    std::size_t count;
    int made_by = -1;  // of outputs: the last step that writes the buffer; -1 = none does
  };

  bool is_kept(int layer) const;
  int last_step() const { return static_cast<int>(steps_.size()) - 1; }
  int last_step_of(int layer) const;
  bool leaves_early(const Transferred& output) const;
  void store(const Transferred& output, Stream& stream) noexcept;
  bool is_staged() const { return options_.device != DeviceKind::kHost; }
  void fuse_shortcuts();
  void choose_types();
  void place_slices();
  void make_kernels();
  void assign_buffers();
  void transfer_input();
  void transfer_outputs();
  void place_buffers();
  int new_buffer(Bytes size, int first, int last);
  bool has_kernel(int layer) const;
  bool can_run_in_place(int layer, const std::vector<int>& last_use) const;
  std::vector<int> sources(int layer) const;  // what its kernel reads, -1 = input
  int result(int layer) const;                // the layer whose output its kernel writes
  const Shape& shape_of(int layer) const;     // -1 = input
  Bytes bytes_of(int layer) const;            // -1 = input; as its kernel writes it
  const ChannelSlice& slice_of(int layer) const { return slices_[layer + 1]; }
  // Values from pixel to pixel where it is a slice, 0 where it has memory of its own.
  int stride_of(int layer) const;
  int buffer_of(int layer) const { return buffer_of_whole_[slice_of(layer).whole + 1]; }
  std::byte* address(const Buffer& buffer) const;
  std::byte* address_of(int layer) const;

  const Network& network_;
  CompileOptions options_;
  const Backend& backend_;
  std::vector<int> readers_;        // layer -> how many layers read its output
  std::vector<int> fused_into_;     // layer -> the shortcut that its kernel computes too, or -1
  std::vector<char> absorbed_;      // layer -> is such a shortcut: it has no kernel of its own
  std::vector<ElementType> types_;  // layer + 1 -> of its output; entry 0 is the input
  SlicePlan slices_;
  std::vector<std::unique_ptr<Kernel>> kernels_;
  std::vector<Bytes> state_offsets_;  // layer -> of its kernel's state
  std::vector<Step> steps_;
  std::vector<Buffer> buffers_;
  std::vector<int> buffer_of_whole_;  // layer + 1 -> its buffer where it has one, else -1
  std::optional<Transferred> transferred_input_;
  std::vector<Transferred> transferred_outputs_;
  std::vector<Bytes> io_of_;  // layer -> where the host finds its output
  Bytes arena_bytes_, workspace_bytes_, io_bytes_, state_bytes_;
  NetworkMemory memory_;
  std::span<float> input_;
  std::vector<std::span<const float>> outputs_;
};

}  // namespace dn
