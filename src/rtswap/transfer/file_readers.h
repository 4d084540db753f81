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

#include "darknet/base/bytes.h"
#include "darknet/base/direct_file.h"
#include "darknet/base/mutex.h"

namespace rtswap {

// A fixed pool of threads ("rtswap-read") that read from files: each reading is cut into parts that
// go to the threads in the order in which they were asked for, because a disk reaches its bandwidth
// only with several requests at hand. A file that cannot be read ends the process with one line and
// exit code 3: there is no right answer without the weights.
//
// start() is for one thread; run phase: no heap, one short lock that is never held while reading.
class FileReaders {
 public:
  // 4 to 8 saturate a disk.
  static constexpr int kMostThreads = 8;
  // Readings that may be under way at once.
  static constexpr int kMostReadings = 8;

  // One reading, to be used for one at a time. It lives as long as the readers.
  class Reading {
   public:
    bool is_done() const noexcept { return parts_left_.load(std::memory_order_acquire) == 0; }
    // Sleeps until the last part is there. The bytes are seen then.
    void wait() const noexcept;

   private:
    friend class FileReaders;
    std::atomic<int> parts_left_{0};
  };

  // Throws dn::Error (kSystemFailure) when the system has no thread left.
  explicit FileReaders(int threads);
  // Finishes what was started.
  ~FileReaders();
  FileReaders(const FileReaders&) = delete;
  FileReaders& operator=(const FileReaders&) = delete;

  // Fills `to`; all three are multiples of dn::kDirectAlignment, and `size` is more than 0. The
  // file outlives the reading.
  void start(Reading& reading, const dn::DirectFile& file, std::byte* to, dn::Bytes offset,
             dn::Bytes size) noexcept EXCLUDES(mutex_);

  // For set-up: the executor gives the threads their priority.
  std::vector<std::thread>& threads() { return threads_; }

 private:
  struct Part {
    Reading* reading;
    const dn::DirectFile* file;
    std::byte* to;
    dn::Bytes offset, size;
  };
  void stop() noexcept;
  void run() noexcept;
  bool take(Part& part) noexcept EXCLUDES(mutex_);

  dn::Mutex mutex_;
  std::condition_variable_any wake_;  // there is a part, or the end
  std::array<Part, std::size_t{kMostThreads} * kMostReadings> parts_ GUARDED_BY(mutex_){};
  std::uint64_t queued_ GUARDED_BY(mutex_) = 0, taken_ GUARDED_BY(mutex_) = 0;
  bool is_stopping_ GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;  // last: they use all of the above
};

}  // namespace rtswap
