// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/device.h"

namespace dn {

DeviceBlock& DeviceBlock::operator=(DeviceBlock&& other) noexcept {
  if (this == &other) return *this;
  reset();
  device_ = std::exchange(other.device_, nullptr);
  data_ = std::exchange(other.data_, nullptr);
  size_ = std::exchange(other.size_, Bytes(0));
  pinned_ = other.pinned_;
  return *this;
}

void DeviceBlock::reset() noexcept {
  if (device_ != nullptr) device_->free(data_, size_, pinned_);
  device_ = nullptr;
  data_ = nullptr;
  size_ = Bytes(0);
}

PinnedRange& PinnedRange::operator=(PinnedRange&& other) noexcept {
  if (this == &other) return *this;
  reset();
  device_ = std::exchange(other.device_, nullptr);
  data_ = other.data_;
  return *this;
}

void PinnedRange::reset() noexcept {
  if (device_ != nullptr) device_->unpin(data_);
  device_ = nullptr;
}

}  // namespace dn
