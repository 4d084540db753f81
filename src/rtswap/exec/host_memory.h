// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/base/direct_file.h"
#include "darknet/device/device.h"
#include "darknet/device/host/host_mapping.h"
#include "rtswap/exec/prepared_set.h"
#include "rtswap/memory/host_store.h"
#include "rtswap/model/file_ring.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/transfer/file_link.h"

namespace rtswap {

// The host's side of all weights of a run, by the tiers of the plan: packed images in the host
// store, and, of the networks on the file tier, their pack files and the ring of memory that their
// groups pass through. All of it is pinned. Filled at set-up; nothing changes afterwards.
class HostMemory {
 public:
  // `device` and `plan` must outlive it.
  HostMemory(dn::Device& device, const SwapPlan& plan);

  // The next network of the plan. Throws dn::Error with the task's place.
  void add(const PreparedNetwork& network, const dn::CompiledNetwork& compiled);
  // When all are added: pins everything and makes the images read-only.
  void seal();

  // Where loads of the network come from, laid out as its virtual range. On the file tier there is
  // no memory beneath: only the link that file_link() makes knows what is meant.
  const std::byte* image(std::size_t network) const { return images_[network]; }
  // What goes between the copy engine and its link; null where nothing is on the file tier. Throws
  // dn::Error. Both must outlive it.
  std::unique_ptr<FileLink> file_link(CopyLink& inner);

  dn::Bytes store() const { return store_.footprint(); }
  dn::Bytes ring() const { return shape_.size(); }
  dn::Bytes in_files() const;
  // What reads the files, once file_link() has made it, or "".
  const std::string& read_by() const { return read_by_; }
  // Whose packed weights were found in their pack file.
  int networks_from_cache() const { return from_cache_; }
  // Of the file tier, the first file whose file system does not read past the page cache, or "".
  std::string buffered_file() const;

 private:
  void add_in_memory(const PreparedNetwork& network, const dn::CompiledNetwork& compiled,
                     const NetworkPlan& plan);
  void add_in_file(const PreparedNetwork& network, const dn::CompiledNetwork& compiled,
                   const NetworkPlan& plan);

  dn::Device& device_;
  const SwapPlan& plan_;
  HostStore store_;
  std::vector<const std::byte*> images_;  // by network
  std::deque<dn::DirectFile> files_;
  std::deque<dn::HostMapping> addresses_;  // that stand for what is in files
  std::vector<FileSource> sources_;
  const FileRing shape_;
  dn::HostMapping ring_;
  std::string read_by_;
  int from_cache_ = 0;
  std::vector<dn::PinnedRange> pinned_;  // before what it pins goes
};

}  // namespace rtswap
