// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <map>
#include <memory>
#include <string>

#include "darknet/base/mutex.h"
#include "darknet/device/device.h"
#include "darknet/device/host/host_mapping.h"
#include "darknet/device/host/host_vmm.h"

namespace dn {

// The CPU as a device: its memory is the host's, and its streams do their work at once.
class HostDevice final : public Device {
 public:
  DeviceKind kind() const override { return DeviceKind::kHost; }
  std::string description() const override;
  Vmm& vmm() override { return vmm_; }
  DeviceBlock allocate(Bytes size, std::string_view who) override;
  DeviceBlock allocate_pinned(Bytes size, std::string_view who) override {
    return allocate(size, who);
  }
  PinnedRange pin(const std::byte* /*data*/, Bytes /*size*/, std::string_view /*who*/) override {
    return {};
  }
  std::unique_ptr<Stream> make_stream(StreamPriority priority) override;
  std::unique_ptr<Fence> make_fence() override;
  std::unique_ptr<Stamp> make_stamp() override;
  void attach_thread() noexcept override {}
  std::optional<DeviceUsage> usage() const override { return std::nullopt; }

 private:
  void free(std::byte* data, Bytes size, bool pinned) noexcept override;
  void unpin(const std::byte* /*data*/) noexcept override {}

  HostVmm vmm_;
  Mutex mutex_;
  std::map<const std::byte*, HostMapping> blocks_ GUARDED_BY(mutex_);
};

}  // namespace dn
