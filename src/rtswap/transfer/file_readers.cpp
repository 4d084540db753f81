// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/file_readers.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "darknet/base/error.h"
#include "darknet/device/fatal.h"

namespace rtswap {

using dn::Bytes;

FileReaders::FileReaders(int threads) {
  try {
    while (static_cast<int>(threads_.size()) < std::clamp(threads, 1, kMostRequests)) {
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

std::string FileReaders::description() const {
  return fmt::format("{} thread{}", threads_.size(), threads_.size() == 1 ? "" : "s");
}

void FileReaders::start(int reading, const dn::DirectFile& file, std::byte* to, Bytes offset,
                        Bytes size) noexcept {
  const Bytes part = part_size(size, static_cast<int>(threads_.size()));
  const std::uint64_t count = dn::chunks_for(size, part);
  parts_left(reading).store(static_cast<int>(count), std::memory_order_relaxed);
  {
    dn::MutexLock lock(mutex_);
    if (queued_ - taken_ + count > parts_.size()) dn::fatal("rtswap: too many readings at once");
    for (Bytes at; at < size; at += part) {
      parts_[queued_++ % parts_.size()] = {reading, &file, to + at.value, offset + at,
                                           std::min(part, size - at)};
    }
  }
  wake_.notify_all();
}

bool FileReaders::is_done(int reading) noexcept {
  return parts_left(reading).load(std::memory_order_acquire) == 0;
}

void FileReaders::wait(int reading) noexcept {
  std::atomic<int>& parts = parts_left(reading);
  for (int left = parts.load(std::memory_order_acquire); left != 0;
       left = parts.load(std::memory_order_acquire))
    parts.wait(left, std::memory_order_acquire);
}

void FileReaders::run() noexcept {
  ReadPart part;
  while (take(part)) {
    read_or_end_run(part);
    std::atomic<int>& left = parts_left(part.reading);
    if (left.fetch_sub(1, std::memory_order_acq_rel) == 1) left.notify_all();
  }
}

bool FileReaders::take(ReadPart& part) noexcept {
  dn::MutexLock lock(mutex_);
  while (taken_ == queued_ && !is_stopping_) wake_.wait(mutex_);
  if (taken_ == queued_) return false;
  part = parts_[taken_++ % parts_.size()];
  return true;
}

}  // namespace rtswap
