// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "darknet/base/bytes.h"
#include "darknet/base/unique_fd.h"

namespace rtswap {

// A large optional file while it is being written: `TARGET.part`, renamed to TARGET when it is
// complete and on the disk, removed when it goes before. The writer holds a lock on it, so of
// several processes one writes; the part file that a crash left is taken over by the next writer.
class PartFile {
 public:
  // Takes the room on the disk. Throws dn::Error (kSystemFailure), for a full disk say.
  PartFile(const std::string& target, dn::Bytes size);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  // False when the directory may not be written to, or another process is writing: there is nothing
  // to write to, and nothing to say about it.
  bool is_open() const { return static_cast<bool>(fd_); }
  // Any thread, several at once. Throws dn::Error.
  void write(std::span<const std::byte> from, dn::Bytes offset) const;
  // Throws dn::Error; then the target is as it was.
  void finish();

 private:
  void take_room(dn::Bytes size);

  std::string target_, path_;
  dn::UniqueFd fd_;
};

}  // namespace rtswap
