// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/file_readers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "darknet/base/error.h"
#include "darknet/device/fatal.h"

namespace rtswap {
namespace {

using dn::Bytes;

// Smaller requests cost a disk more than they gain.
constexpr Bytes kSmallestPart = dn::kKiB * 256;

[[noreturn]] void end_run(const dn::DirectFile& file, Bytes offset, int error) noexcept {
  std::array<char, 128> buffer{};
  const char* const reason = error == dn::DirectFile::kTruncated
                                 ? "it has become shorter"
                                 : ::strerror_r(error, buffer.data(), buffer.size());
  std::array<char, 1024> line{};
  std::snprintf(line.data(), line.size(),
                "cannot read '%s' at byte %llu: %s; the run cannot go on without these weights",
                file.path().c_str(), static_cast<unsigned long long>(offset.value), reason);
  dn::end_run(line.data());
}

}  // namespace

void FileReaders::Reading::wait() const noexcept {
  for (int left = parts_left_.load(std::memory_order_acquire); left != 0;
       left = parts_left_.load(std::memory_order_acquire))
    parts_left_.wait(left, std::memory_order_acquire);
}

FileReaders::FileReaders(int threads) {
  try {
    while (static_cast<int>(threads_.size()) < std::clamp(threads, 1, kMostThreads)) {
      threads_.emplace_back([this] { run(); });
      ::pthread_setname_np(threads_.back().native_handle(), "rtswap-read");
    }
  } catch (const std::system_error& e) {
    stop();
    throw dn::system_failure(fmt::format("cannot start a thread that reads: {}", e.what()));
  }
}

FileReaders::~FileReaders() { stop(); }

void FileReaders::stop() noexcept {
  {
    dn::MutexLock lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void FileReaders::start(Reading& reading, const dn::DirectFile& file, std::byte* to, Bytes offset,
                        Bytes size) noexcept {
  const Bytes share(size.value / threads_.size() + 1);
  const Bytes part = std::max(kSmallestPart, align_up(share, dn::kDirectAlignment));
  const std::uint64_t count = dn::chunks_for(size, part);
  reading.parts_left_.store(static_cast<int>(count), std::memory_order_relaxed);
  {
    dn::MutexLock lock(mutex_);
    if (queued_ - taken_ + count > parts_.size()) dn::fatal("rtswap: too many readings at once");
    for (Bytes at; at < size; at += part) {
      parts_[queued_++ % parts_.size()] = {&reading, &file, to + at.value, offset + at,
                                           std::min(part, size - at)};
    }
  }
  wake_.notify_all();
}

void FileReaders::run() noexcept {
  Part part{};
  while (take(part)) {
    if (const int error = part.file->read(part.to, part.offset, part.size); error != 0)
      end_run(*part.file, part.offset, error);
    std::atomic<int>& left = part.reading->parts_left_;
    if (left.fetch_sub(1, std::memory_order_acq_rel) == 1) left.notify_all();
  }
}

bool FileReaders::take(Part& part) noexcept {
  dn::MutexLock lock(mutex_);
  while (taken_ == queued_ && !is_stopping_) wake_.wait(mutex_);
  if (taken_ == queued_) return false;
  part = parts_[taken_++ % parts_.size()];
  return true;
}

}  // namespace rtswap
