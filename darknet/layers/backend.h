// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <memory>

#include "darknet/device/device.h"
#include "darknet/image/resize_plan.h"
#include "darknet/layers/kernel.h"
#include "darknet/layers/layer.h"
#include "darknet/tensor/element_type.h"

namespace dn {

// The kernels of one kind of device, and what a network must know of them to be compiled for it.
// Stateless; any thread.
class Backend {
 public:
  virtual ~Backend() = default;

  // Throws Error for a layer that this backend cannot compute with these options.
  virtual std::unique_ptr<Kernel> make_kernel(const Layer& layer,
                                              const KernelOptions& options) const = 0;
  // Of the activations between layers.
  virtual ElementType activations(Precision precision) const = 0;
  // The kernel can write floats where activations are halves: layers whose result people read.
  virtual bool can_write_floats(const Layer& layer) const = 0;
  // The kernel reads and writes channels of wider tensors (KernelOptions::strides), at addresses
  // that are multiples of 16 bytes. Of a shortcut, also where another kernel computes it.
  virtual bool takes_slices(const Layer& layer, WeightsMode mode) const = 0;
  // Converts `count` values; run phase.
  virtual void cast(const void* from, ElementType from_type, void* to, ElementType to_type,
                    std::size_t count, Stream& stream) const noexcept = 0;
  // Of a device with memory of its own, run phase: makes a picture, bytes as PixelImage has them,
  // the input of a network, to the bit what Resizer gives (rounded to halves at the end). Both
  // addresses are of the device.
  virtual void preprocess(const ResizePlan& plan, const std::uint8_t* picture, void* input,
                          ElementType type, Stream& stream) const noexcept = 0;
};

const Backend& cpu_backend();
// Throws Error in a build without CUDA.
const Backend& cuda_backend();
const Backend& backend_for(DeviceKind kind);

}  // namespace dn
