// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/pinned_pictures.h"

#include <algorithm>
#include <cstring>

#include "darknet/base/aligned_buffer.h"

namespace rtswap {

using dn::Bytes;

PinnedPictures::PinnedPictures(dn::Device& device, const std::vector<dn::PixelImage>& pictures) {
  Bytes end;
  for (const dn::PixelImage& picture : pictures) {
    const Bytes size(picture.byte_count());
    places_.push_back({picture.size(), picture.channels(), end});
    largest_ = std::max(largest_, size);
    end += align_up(size, Bytes(dn::kAlignment));
  }
  if (pictures.empty()) return;
  block_ = device.allocate_pinned(end, "pictures");
  for (std::size_t i = 0; i < pictures.size(); ++i)
    std::memcpy(block_.data() + places_[i].offset.value, pictures[i].data(),
                pictures[i].byte_count());
}

dn::PixelImage PinnedPictures::copy(std::size_t i) const {
  dn::PixelImage picture(places_[i].size, places_[i].channels);
  std::memcpy(picture.data(), bytes(i), picture.byte_count());
  return picture;
}

}  // namespace rtswap
