// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

#include <optional>
#include <string>

#include "darknet/device/cuda/cuda_vmm.h"
#include "darknet/device/device.h"

namespace dn {

// One NVIDIA GPU. Opening it makes its context, and makes it the calling thread's device.
class CudaDevice final : public Device {
 public:
  explicit CudaDevice(int ordinal);

  DeviceKind kind() const override { return DeviceKind::kCuda; }
  std::string description() const override;
  Vmm& vmm() override { return *vmm_; }
  DeviceBlock allocate(Bytes size, std::string_view who) override;
  DeviceBlock allocate_pinned(Bytes size, std::string_view who) override;
  PinnedRange pin(const std::byte* data, Bytes size, std::string_view who) override;
  std::unique_ptr<Stream> make_stream(StreamPriority priority) override;
  std::unique_ptr<Fence> make_fence() override;
  std::unique_ptr<Stamp> make_stamp() override;
  void attach_thread() noexcept override;
  std::optional<DeviceUsage> usage() const override;

 private:
  void free(std::byte* data, Bytes size, bool pinned) noexcept override;
  void unpin(const std::byte* data) noexcept override;

  int ordinal_;
  cudaDeviceProp properties_{};
  std::optional<CudaVmm> vmm_;
};

}  // namespace dn
