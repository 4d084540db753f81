// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/emulated_cuda/physical_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

#include "test/emulated_cuda/state.h"

namespace emulated_cuda {

PhysicalMemory& PhysicalMemory::instance() {
  static PhysicalMemory& it = *new PhysicalMemory();  // streams may outlive main()
  return it;
}

PhysicalMemory::PhysicalMemory() : file_(::memfd_create("emulated-cuda", MFD_CLOEXEC)) {
  if (file_ < 0) die("the system has no memory file for cuMemCreate");
}

off_t PhysicalMemory::find_place(std::size_t size) {
  const std::lock_guard lock(mutex_);
  auto& reusable = free_[size];
  if (!reusable.empty()) {
    const off_t offset = reusable.back();
    reusable.pop_back();
    return offset;
  }
  const off_t offset = end_;
  if (::ftruncate(file_, offset + static_cast<off_t>(size)) != 0) return -1;
  end_ = offset + static_cast<off_t>(size);
  return offset;
}

off_t PhysicalMemory::take(std::size_t size) {
  const off_t offset = find_place(size);
  if (offset < 0) return -1;
  void* const window = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file_, offset);
  if (window == MAP_FAILED) {
    give_back(offset, size);
    return -1;
  }
  std::memset(window, 0xff, size);
  ::munmap(window, size);
  return offset;
}

void PhysicalMemory::give_back(off_t offset, std::size_t size) {
  const int mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
  if (::fallocate(file_, mode, offset, static_cast<off_t>(size)) != 0) {
    die("the system did not take back the memory of a chunk");
  }
  const std::lock_guard lock(mutex_);
  free_[size].push_back(offset);
}

}  // namespace emulated_cuda
