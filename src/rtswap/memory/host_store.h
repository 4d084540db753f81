// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "darknet/base/bytes.h"
#include "rtswap/memory/packed_image.h"

namespace rtswap {

// Owns the packed images of all networks, numbered in the order they were added. Filled by the
// set-up thread; after seal() any thread may read.
class HostStore {
 public:
  explicit HostStore(HugePages huge_pages = HugePages::kIfAvailable) : huge_pages_(huge_pages) {}

  // The reference stays good as long as the store. Throws dn::Error when memory is short.
  PackedImage& add(std::string network, dn::Bytes size);
  // Makes every image read-only.
  void seal();

  std::size_t count() const { return images_.size(); }
  const PackedImage& image(std::size_t index) const { return images_.at(index); }
  // Host memory of all images together.
  dn::Bytes footprint() const;

 private:
  HugePages huge_pages_;
  std::deque<PackedImage> images_;
};

}  // namespace rtswap
