// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/host_store.h"

#include <utility>

namespace rtswap {

PackedImage& HostStore::add(std::string network, dn::Bytes size) {
  return images_.emplace_back(std::move(network), size, huge_pages_);
}

void HostStore::seal() {
  for (PackedImage& image : images_) image.seal();
}

dn::Bytes HostStore::footprint() const {
  dn::Bytes total;
  for (const PackedImage& image : images_) total += image.footprint();
  return total;
}

}  // namespace rtswap
