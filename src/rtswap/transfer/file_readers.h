// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <pthread.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include "darknet/base/mutex.h"
#include "rtswap/transfer/piece_reader.h"

namespace rtswap {

// Reads by a fixed pool of threads ("rtswap-read"), each of which sleeps in one request. One short
// lock, never held while reading.
class FileReaders final : public PieceReader {
 public:
  // Throws dn::Error (kSystemFailure) when the system has no thread left. At most kMostRequests.
  explicit FileReaders(int threads);
  ~FileReaders() override;

  void start(int reading, const dn::DirectFile& file, std::byte* to, dn::Bytes offset,
             dn::Bytes size) noexcept override EXCLUDES(mutex_);
  bool is_done(int reading) noexcept override;
  void wait(int reading) noexcept override;

  std::span<std::thread> threads() noexcept override { return threads_; }
  std::string description() const override;

 private:
  std::atomic<int>& parts_left(int reading) noexcept {
    return parts_left_[static_cast<std::size_t>(reading)];
  }
  void stop() noexcept;
  void run() noexcept;
  bool take(ReadPart& part) noexcept EXCLUDES(mutex_);

  std::array<std::atomic<int>, kMostReadings> parts_left_{};
  dn::Mutex mutex_;
  std::condition_variable_any wake_;  // there is a part, or the end
  std::array<ReadPart, std::size_t{kMostRequests} * kMostReadings> parts_ GUARDED_BY(mutex_){};
  std::uint64_t queued_ GUARDED_BY(mutex_) = 0, taken_ GUARDED_BY(mutex_) = 0;
  bool is_stopping_ GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;  // last: they use all of the above
};

}  // namespace rtswap
