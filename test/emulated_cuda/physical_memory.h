// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <map>
#include <mutex>
#include <vector>

namespace emulated_cuda {

// The memory beneath virtual addresses: one file without a name, pieces of which can be mapped at
// several addresses. New pieces are filled with 0xFF. Callable from any thread.
class PhysicalMemory {
 public:
  // The offset of a new piece in the file, or -1.
  off_t take(std::size_t size);
  void give_back(off_t offset, std::size_t size);
  int file() const { return file_; }

  static PhysicalMemory& instance();

 private:
  PhysicalMemory();
  off_t find_place(std::size_t size);

  std::mutex mutex_;
  int file_;
  off_t end_ = 0;
  std::map<std::size_t, std::vector<off_t>> free_;  // by size
};

}  // namespace emulated_cuda
