// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/device/device.h"
#include "darknet/image/pixel_image.h"

namespace rtswap {

// Decoded pictures where a device with memory of its own fetches them at the link's full speed, so
// that no job copies one on the host. Owns the one pinned block they lie in; the device must
// outlive this. Immutable: any thread may read.
class PinnedPictures {
 public:
  PinnedPictures() = default;
  // Throws dn::Error when the memory cannot be had.
  PinnedPictures(dn::Device& device, const std::vector<dn::PixelImage>& pictures);

  std::size_t count() const noexcept { return places_.size(); }
  dn::ImageSize size(std::size_t i) const noexcept { return places_[i].size; }
  const std::byte* bytes(std::size_t i) const noexcept {
    return block_.data() + places_[i].offset.value;
  }
  dn::PixelImage copy(std::size_t i) const;
  dn::Bytes largest() const noexcept { return largest_; }
  dn::Bytes memory() const noexcept { return block_.size(); }

 private:
  struct Place {
    dn::ImageSize size;
    int channels;
    dn::Bytes offset;
  };

  std::vector<Place> places_;
  dn::Bytes largest_;
  dn::DeviceBlock block_;
};

}  // namespace rtswap
