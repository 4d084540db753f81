// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>

#include "darknet/base/bytes.h"
#include "darknet/base/unique_fd.h"

namespace dn {

// A file open for reading at any place, by any number of threads at once. Throws Error (kBadInput),
// naming the file.
class RandomAccessFile {
 public:
  explicit RandomAccessFile(std::string path);

  const std::string& path() const { return path_; }
  Bytes size() const { return size_; }  // when it was opened
  // Fills `to` with the bytes from `offset` on. That the file ends before is an error.
  void read(std::span<std::byte> to, Bytes offset) const;
  // For another kind of reader; the file is of no more use then.
  UniqueFd release() && { return std::move(fd_); }

 private:
  std::string path_;
  UniqueFd fd_;
  Bytes size_;
};

}  // namespace dn
