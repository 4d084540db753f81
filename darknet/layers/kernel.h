// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/device/stream.h"
#include "darknet/layers/layer.h"
#include "darknet/tensor/precision.h"
#include "darknet/weights/network_weights.h"

namespace dn {

// How batch normalisation and xnor layers are computed; the names of `forward -mode`.
enum class WeightsMode {
  kFused,  // batch normalisation folded into the weights: what every command does
  kRaw,    // batch normalisation applied by itself
  kBinary  // fused, and xnor layers treat the border as -1, as Darknet's packed-bit path does
};

// How far apart the pixels of what a kernel reads and writes lie, in values: 0 where they follow
// each other, so that it is the number of channels; more than that in a slice of a wider tensor.
struct PixelStrides {
  std::vector<int> inputs;  // as KernelMemory::inputs; none: all 0
  int output = 0;

  int input(std::size_t index, int channels) const {
    return index < inputs.size() && inputs[index] != 0 ? inputs[index] : channels;
  }
  int out(int channels) const { return output != 0 ? output : channels; }
};

struct KernelOptions {
  WeightsMode mode = WeightsMode::kFused;
  Precision precision = Precision::kFloat32;
  // The output is floats even where activations are halves. Only given to kernels of layers that
  // Backend::can_write_floats() names.
  bool float_output = false;
  // Layers whose weights are larger than this are split into parts, where their kernel can
  // (connected).
  Bytes max_part{~0ull};
  // Use the plain loops, not the fast paths.
  bool reference = false;
  // A shortcut that the kernel computes as well: the output becomes that of this layer. Only given
  // where Backend::can_fuse_shortcut() said yes.
  const Layer* fused_shortcut = nullptr;
  // Other than 0 only where Backend::takes_slices() said yes.
  PixelStrides strides{};
};

// Memory of the device that a kernel works on, and the stream it works on. All addresses stay the
// same for the kernel's life. Who called bind() owns all of it.
struct KernelMemory {
  // As Layer::inputs(); with a fused shortcut its other sources follow. Floats, or on a GPU what
  // Backend::activations() says.
  std::vector<const void*> inputs;
  std::vector<Shape> input_shapes;
  void* output = nullptr;
  // One per part, 64-byte aligned. The addresses stay, their contents come and go (swapping).
  std::vector<const std::byte*> part_weights;
  std::byte* workspace = nullptr;  // shared by all kernels, 64-byte aligned
  std::byte* state = nullptr;      // the kernel's own, 64-byte aligned
  Stream* stream = nullptr;

  template <typename T = float>
  const T* input(std::size_t index) const {
    return static_cast<const T*>(inputs[index]);
  }
  template <typename T = float>
  T* out() const {
    return static_cast<T*>(output);
  }
};

// What one layer computes on one backend. Made for a Layer at set-up, then: sizes are asked,
// weights are packed once into the layout the kernel wants (the packed image), memory is bound, and
// run() is called job after job by one thread at a time. run() puts the work on the stream it was
// bound to (the host's does it at once); it is noexcept, takes no heap memory, and touches only the
// weights of the part it is given.
class Kernel {
 public:
  virtual ~Kernel() = default;

  // Packed weight bytes of each part. A part is the unit of swapping; run(0), run(1), ... together
  // compute the layer.
  virtual std::vector<Bytes> parts() const { return {Bytes(0)}; }
  virtual Bytes workspace() const { return Bytes(0); }
  // What a recurrent layer keeps from run to run; all zero at first and after a reset.
  virtual Bytes state() const { return Bytes(0); }
  // What decides the packed bytes besides the layer, its weights and the KernelOptions: the layouts
  // that a library chose. Empty where there is no such choice.
  virtual std::string packing() const { return {}; }
  // Fills the packed weights of a part; throws on weights that make no sense. Set-up only.
  virtual void pack(int /*part*/, const NetworkWeights& /*weights*/, std::byte* /*packed*/) const {}
  virtual void bind(const KernelMemory& memory) = 0;
  virtual void run(int part) noexcept = 0;
};

}  // namespace dn
