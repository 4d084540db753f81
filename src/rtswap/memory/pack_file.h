// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/base/random_access_file.h"
#include "rtswap/memory/file_stamp.h"
#include "rtswap/memory/pack_layout.h"

namespace rtswap {

// The packed weights of one network, cached in a file beside its .weights file:
// `NAME.weights.KEY.pack`. The key is a hash of the description, which is all that decides the
// packed bytes but the weights themselves; so networks and builds that pack differently have files
// of their own, and new weights take the place of the old ones. The file holds the packed steps one
// after the other, wherever the plan puts them: another memory limit can use it as well. README.md
// tells the format.
//
// The cache can be done without, so nothing here throws for what is wrong with it: a file that is
// absent, stale or damaged is no file, one that cannot be written is not written. A crash at any
// time, a full disk and several processes at once leave whole files only. For the set-up thread; it
// uses several threads itself.
class PackFile {
 public:
  // The packed bytes of every step, in order.
  using Steps = std::vector<std::span<std::byte>>;

  struct LoadResult {
    bool loaded = false;
    std::string warning;  // what was wrong with a file that should have done; mostly empty
  };

  // A whole file, open, for reading single steps from.
  struct OpenResult {
    std::optional<dn::RandomAccessFile> file;  // absent: there is none
    std::vector<dn::Bytes> steps_at;           // where each step begins in it
    std::string warning;
  };

  // The weights file is looked at now: it must not be read for packing before.
  PackFile(const std::string& weights_path, std::string description);

  const std::string& path() const { return path_; }

  // Fills the steps when there is a whole file for these weights. Otherwise they are all zero, or
  // as they were. Weights that were only copied or touched are read and compared, and the file is
  // stamped anew.
  LoadResult load(const Steps& steps) const;

  // The file, when there is a whole one for these weights, of steps of these sizes: every byte of
  // it has been compared with its hash, with some megabytes of memory. It is never stamped anew.
  OpenResult open(std::span<const dn::Bytes> step_sizes) const;

  // Writes the file. `weights_hash` is dn::content_hash() of the weights the steps were packed
  // from. Returns a warning, or "": also for a directory that may not be written to, and when
  // another process is writing the same file.
  std::string save(const Steps& steps, std::uint64_t weights_hash) const;

 private:
  struct Whole;
  std::optional<Whole> open_whole(const std::vector<PackPiece>& pieces) const;

  std::string weights_path_, description_, path_;
  std::optional<FileStamp> stamp_;  // of the weights file, when this was made
};

}  // namespace rtswap
