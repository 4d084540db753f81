// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "darknet/base/bytes.h"
#include "darknet/device/stream.h"
#include "darknet/device/vmm.h"

namespace dn {

enum class DeviceKind { kHost, kCuda };
enum class StreamPriority { kNormal, kHigh };

// All memory of a device, whoever uses it.
struct DeviceUsage {
  Bytes total, free;
};

class Device;

// Plain memory of a device, or host memory that the device copies fast (pinned). Owns it;
// move-only. All bytes are there when it is made; the content is undefined. The device must outlive
// it.
class DeviceBlock {
 public:
  DeviceBlock() = default;
  DeviceBlock(Device& device, std::byte* data, Bytes size, bool pinned)
      : device_(&device), data_(data), size_(size), pinned_(pinned) {}
  DeviceBlock(DeviceBlock&& other) noexcept
      : device_(std::exchange(other.device_, nullptr)),
        data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, Bytes(0))),
        pinned_(other.pinned_) {}
  DeviceBlock& operator=(DeviceBlock&& other) noexcept;
  ~DeviceBlock() { reset(); }

  std::byte* data() const { return data_; }
  Bytes size() const { return size_; }
  void reset() noexcept;

 private:
  Device* device_ = nullptr;
  std::byte* data_ = nullptr;
  Bytes size_;
  bool pinned_ = false;
};

// Host memory of somebody else, made known to the device for as long as this lives, so that copies
// run at the link's full speed and behind the host's back. Move-only.
class PinnedRange {
 public:
  PinnedRange() = default;
  PinnedRange(Device& device, const std::byte* data) : device_(&device), data_(data) {}
  PinnedRange(PinnedRange&& other) noexcept
      : device_(std::exchange(other.device_, nullptr)), data_(other.data_) {}
  PinnedRange& operator=(PinnedRange&& other) noexcept;
  ~PinnedRange() { reset(); }
  void reset() noexcept;

 private:
  Device* device_ = nullptr;
  const std::byte* data_ = nullptr;
};

// One device that networks run on: this computer's processors, or a GPU. Where its memory and its
// queues of work come from; what is computed on it is in layers/ (Backend).
//
// What makes something is for set-up, may be called from any thread, and throws Error saying what
// the device refused, to whom, and what was left.
class Device {
 public:
  virtual ~Device() = default;

  virtual DeviceKind kind() const = 0;
  virtual std::string description() const = 0;  // one line, for people
  // The device has memory of its own: what the host wants to see must be copied.
  bool has_own_memory() const { return kind() != DeviceKind::kHost; }

  virtual Vmm& vmm() = 0;
  virtual DeviceBlock allocate(Bytes size, std::string_view who) = 0;
  virtual DeviceBlock allocate_pinned(Bytes size, std::string_view who) = 0;
  // The range is page aligned and stays where it is.
  virtual PinnedRange pin(const std::byte* data, Bytes size, std::string_view who) = 0;
  virtual std::unique_ptr<Stream> make_stream(StreamPriority priority) = 0;
  virtual std::unique_ptr<Fence> make_fence() = 0;
  virtual std::unique_ptr<Stamp> make_stamp() = 0;
  // Every thread but the one that opened the device calls this once before it uses streams.
  virtual void attach_thread() noexcept = 0;
  // Of a device with memory of its own.
  virtual std::optional<DeviceUsage> usage() const = 0;

 private:
  friend class DeviceBlock;
  friend class PinnedRange;
  virtual void free(std::byte* data, Bytes size, bool pinned) noexcept = 0;
  virtual void unpin(const std::byte* data) noexcept = 0;
};

}  // namespace dn
