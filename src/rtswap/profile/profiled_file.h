// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string>

#include "darknet/base/bytes.h"
#include "darknet/base/direct_file.h"
#include "darknet/device/device.h"
#include "darknet/device/host/host_mapping.h"
#include "rtswap/transfer/piece_reader.h"

namespace rtswap {

// A file in a directory and memory to read it into, as the file tier does it: by io_uring or a pool
// of threads, past the page cache where the file system can, into pinned memory. The file has 64
// MiB and goes with this, or with the process. For one thread.
class ProfiledFile {
 public:
  // Writes the file to the disk. Throws dn::Error. `device` must outlive this.
  ProfiledFile(dn::Device& device, const std::string& directory);

  bool is_direct() const { return file_.is_direct(); }
  // Reads one piece (at most the copy engine's largest) from the next place of the file, with the
  // block that a piece needs besides when it begins within one. A file that cannot be read ends the
  // process.
  void read_next(dn::Bytes size) noexcept;

 private:
  dn::DirectFile file_;
  dn::HostMapping memory_;
  dn::PinnedRange pinned_;
  dn::Bytes next_;
  std::unique_ptr<PieceReader> reader_;  // last: it uses the above
};

}  // namespace rtswap
