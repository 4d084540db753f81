// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <string>

#include "darknet/base/bytes.h"
#include "darknet/base/random_access_file.h"
#include "darknet/base/unique_fd.h"

namespace dn {

// What memory, offset and size of a direct read are multiples of.
constexpr Bytes kDirectAlignment{4096};

// A file that is read past the page cache (O_DIRECT) where its file system can: at the disk's own
// speed every time, and without taking memory for what was read. Elsewhere it is read as any file;
// is_direct() tells. The file stays the one that was opened, whatever its name comes to mean.
class DirectFile {
 public:
  explicit DirectFile(RandomAccessFile file);

  const std::string& path() const { return path_; }
  Bytes size() const { return size_; }  // when it was opened
  bool is_direct() const { return is_direct_; }
  // How many of so many bytes at the offset lie before the file's end.
  Bytes size_within(Bytes offset, Bytes size) const noexcept;
  // For readings by other means than read(), under the same conditions.
  int descriptor() const noexcept { return fd_.get(); }

  // Fills `to`; what lies behind the file's end is zero. All three are multiples of
  // kDirectAlignment. Returns 0, an errno, or kTruncated when the file has become shorter. For any
  // number of threads at once, in the run phase as well; blocks as long as the disk takes.
  int read(std::byte* to, Bytes offset, Bytes size) const noexcept;
  static constexpr int kTruncated = -1;

 private:
  void go_direct();

  std::string path_;
  Bytes size_;
  UniqueFd fd_;
  bool is_direct_ = false;
};

}  // namespace dn
