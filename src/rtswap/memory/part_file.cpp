// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/part_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "darknet/base/error.h"

namespace rtswap {
namespace {

// Another process may have finished and renamed, or removed, the file between our opening and
// locking it.
bool is_still_there(int fd, const std::string& path) {
  struct stat ours {
  }, there{};
  return ::fstat(fd, &ours) == 0 && ::stat(path.c_str(), &there) == 0 &&
         ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

dn::Error cannot_write(const std::string& path) {
  return dn::system_failure_errno("cannot write '" + path + "'");
}

}  // namespace

PartFile::PartFile(const std::string& target, dn::Bytes size)
    : target_(target), path_(target + ".part") {
  dn::UniqueFd fd(::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!fd) {
    if (errno == EACCES || errno == EPERM || errno == EROFS) return;
    throw cannot_write(target_);
  }
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0 || !is_still_there(fd.get(), path_)) return;
  fd_ = std::move(fd);
  try {
    take_room(size);
  } catch (...) {
    ::unlink(path_.c_str());
    throw;
  }
}

PartFile::~PartFile() {
  if (fd_) ::unlink(path_.c_str());
}

// Before anything is written, so that a disk that is too small is not filled first. Some file
// systems cannot do it; there the writes tell.
void PartFile::take_room(dn::Bytes size) {
  if (::ftruncate(fd_.get(), 0) != 0) throw cannot_write(target_);
  if (::fallocate(fd_.get(), 0, 0, static_cast<off_t>(size.value)) == 0) return;
  if (errno != EOPNOTSUPP && errno != ENOSYS && errno != EINTR) throw cannot_write(target_);
}

void PartFile::write(std::span<const std::byte> from, dn::Bytes offset) const {
  while (!from.empty()) {
    const ssize_t n =
        ::pwrite(fd_.get(), from.data(), from.size(), static_cast<off_t>(offset.value));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw cannot_write(target_);
    from = from.subspan(static_cast<std::size_t>(n));
    offset += dn::Bytes(static_cast<std::uint64_t>(n));
  }
}

void PartFile::finish() {
  if (::fsync(fd_.get()) != 0 || ::rename(path_.c_str(), target_.c_str()) != 0) {
    throw cannot_write(target_);
  }
  fd_.reset(-1);
}

}  // namespace rtswap
