// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/profiled_file.h"

#include <stdlib.h>
#include <unistd.h>

#include <random>
#include <vector>

#include "darknet/base/content_hash.h"
#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/unique_fd.h"
#include "rtswap/model/file_ring.h"
#include "rtswap/transfer/copy_engine.h"
#include "rtswap/transfer/make_piece_reader.h"

namespace rtswap {
namespace {

using dn::Bytes;

constexpr Bytes kFile = dn::kMiB * 64;
constexpr Bytes kBlock = dn::kMiB;
constexpr const char* kWho = "profile of files";

// Bytes that no file system makes smaller, on the disk when this returns.
void fill(int fd, const std::string& path) {
  std::mt19937_64 random(1);
  std::vector<std::uint64_t> block(kBlock.value / sizeof(std::uint64_t));
  for (Bytes at; at < kFile; at += kBlock) {
    for (std::uint64_t& word : block) word = random();
    const ssize_t written = ::write(fd, block.data(), kBlock.value);
    if (written != static_cast<ssize_t>(kBlock.value))
      throw dn::system_failure_errno("cannot write '" + path + "'");
  }
  if (::fsync(fd) != 0) throw dn::system_failure_errno("cannot write '" + path + "'");
}

// Its name is gone when this returns.
dn::RandomAccessFile make_file(const std::string& directory) {
  std::string path = dn::join_path(directory, "rtswap-profile-XXXXXX");
  const dn::UniqueFd fd(::mkstemp(path.data()));
  if (!fd) throw dn::system_failure_errno("cannot make a file in '" + directory + "'");
  try {
    fill(fd.get(), path);
    dn::RandomAccessFile file(path);
    ::unlink(path.c_str());
    return file;
  } catch (...) {
    ::unlink(path.c_str());
    throw;
  }
}

dn::HostMapping make_memory() {
  dn::HostMapping memory(file_ring(kLargestPiece).slot, dn::Protection::kReadWrite, kWho);
  dn::advise_huge_pages(memory.data(), memory.size());  // as the file tier's ring has it
  dn::populate(memory.data(), memory.size(), kWho);
  return memory;
}

}  // namespace

ProfiledFile::ProfiledFile(dn::Device& device, const std::string& directory)
    : file_(make_file(directory)),
      memory_(make_memory()),
      pinned_(device.pin(memory_.data(), memory_.size(), kWho)),
      reader_(make_piece_reader(std::span(memory_.data(), memory_.size().value), dn::file_threads())
                  .reader) {}

void ProfiledFile::read_next(Bytes size) noexcept {
  const Bytes read = align_up(size, dn::kDirectAlignment) + dn::kDirectAlignment;
  if (next_ + read > kFile) next_ = Bytes(0);
  reader_->start(0, file_, memory_.data(), next_, read);
  reader_->wait(0);
  next_ += read;
}

}  // namespace rtswap
