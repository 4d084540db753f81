// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/direct_file.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

namespace dn {
namespace {

// Memory is their disk: they may accept the flag, but there is nothing to go past.
bool lies_in_memory(int fd) {
  struct statfs system {};
  if (::fstatfs(fd, &system) != 0) return false;
  return system.f_type == TMPFS_MAGIC || system.f_type == RAMFS_MAGIC;
}

}  // namespace

DirectFile::DirectFile(RandomAccessFile file)
    : path_(file.path()), size_(file.size()), fd_(std::move(file).release()) {
  go_direct();
}

// Some file systems accept the flag and then refuse to read.
void DirectFile::go_direct() {
  if (lies_in_memory(fd_.get())) return;
  const int flags = ::fcntl(fd_.get(), F_GETFL);
  if (flags < 0 || ::fcntl(fd_.get(), F_SETFL, flags | O_DIRECT) != 0) return;
  is_direct_ = true;
  alignas(kDirectAlignment.value) std::array<std::byte, kDirectAlignment.value> block;
  if (read(block.data(), Bytes(0), kDirectAlignment) == 0) return;
  is_direct_ = false;
  ::fcntl(fd_.get(), F_SETFL, flags);
}

Bytes DirectFile::size_within(Bytes offset, Bytes size) const noexcept {
  return std::min(size, size_ - std::min(offset, size_));
}

int DirectFile::read(std::byte* to, Bytes offset, Bytes size) const noexcept {
  const Bytes end = offset + size_within(offset, size);
  Bytes at = offset;
  while (at < end) {
    const Bytes left = offset + size - at;
    const ssize_t n =
        ::pread(fd_.get(), to + (at - offset).value, left.value, static_cast<off_t>(at.value));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    if (n == 0) return kTruncated;
    at += Bytes(static_cast<std::uint64_t>(n));
    // A direct read that ended within a block has met the file's end.
    if (at < end && at.value % kDirectAlignment.value != 0 && is_direct_) return kTruncated;
  }
  const Bytes filled = std::min(at - offset, size);
  std::memset(to + filled.value, 0, (size - filled).value);
  return 0;
}

}  // namespace dn
