// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/random_access_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "darknet/base/error.h"

namespace dn {

RandomAccessFile::RandomAccessFile(std::string path)
    : path_(std::move(path)), fd_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {
  struct stat st {};
  if (!fd_ || ::fstat(fd_.get(), &st) != 0) {
    throw bad_input("cannot read '" + path_ + "': " + std::strerror(errno));
  }
  if (!S_ISREG(st.st_mode)) throw bad_input("cannot read '" + path_ + "': it is not a file");
  size_ = Bytes(static_cast<std::uint64_t>(st.st_size));
}

void RandomAccessFile::read(std::span<std::byte> to, Bytes offset) const {
  while (!to.empty()) {
    const ssize_t n = ::pread(fd_.get(), to.data(), to.size(), static_cast<off_t>(offset.value));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw bad_input("cannot read '" + path_ + "': " + std::strerror(errno));
    if (n == 0) throw bad_input("'" + path_ + "' is truncated");
    to = to.subspan(static_cast<std::size_t>(n));
    offset += Bytes(static_cast<std::uint64_t>(n));
  }
}

}  // namespace dn
