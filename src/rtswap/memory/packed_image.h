// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "darknet/base/bytes.h"
#include "darknet/device/host/host_mapping.h"

namespace rtswap {

enum class HugePages { kNo, kIfAvailable };

// The authoritative host copy of one network's weights, laid out exactly as its virtual range, so
// that a group is swapped in by one contiguous copy. Page aligned, all memory taken at once.
// Written by the set-up thread, then sealed; from then on any thread may read, and a write faults.
// Move-only.
class PackedImage {
 public:
  // All zero. Throws dn::Error (kSystemFailure, naming the network) when memory is short.
  PackedImage(std::string network, dn::Bytes size, HugePages huge_pages);

  // For packing. Throws dn::Error (kSystemFailure) once the image is sealed.
  std::span<std::byte> writable();
  std::span<const std::byte> bytes() const { return {mapping_.data(), size_.value}; }
  void seal();

  const std::string& network() const { return network_; }
  dn::Bytes size() const { return size_; }
  // What it takes of host memory: whole pages.
  dn::Bytes footprint() const { return mapping_.size(); }
  bool is_sealed() const { return is_sealed_; }

 private:
  std::string network_;
  dn::Bytes size_;
  dn::HostMapping mapping_;
  bool is_sealed_ = false;
};

}  // namespace rtswap
