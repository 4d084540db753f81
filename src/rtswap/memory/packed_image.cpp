// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/packed_image.h"

#include <utility>

#include "darknet/base/error.h"

namespace rtswap {

PackedImage::PackedImage(std::string network, dn::Bytes size, HugePages huge_pages)
    : network_(std::move(network)),
      size_(size),
      mapping_(size, dn::Protection::kReadWrite, "the packed image of " + network_) {
  if (huge_pages == HugePages::kIfAvailable) {
    dn::advise_huge_pages(mapping_.data(), mapping_.size());
  }
  dn::populate(mapping_.data(), mapping_.size(), "the packed image of " + network_);
}

std::span<std::byte> PackedImage::writable() {
  if (is_sealed_) throw dn::system_failure("internal error: '" + network_ + "' is packed already");
  return {mapping_.data(), size_.value};
}

void PackedImage::seal() {
  if (!is_sealed_) mapping_.protect(dn::Protection::kRead);
  is_sealed_ = true;
}

}  // namespace rtswap
