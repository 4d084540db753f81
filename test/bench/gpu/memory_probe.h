// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>

#include "darknet/device/device.h"

namespace bench_gpu {

// In bytes.
struct MemoryUse {
  std::int64_t resident = 0;   // of this process, all of it
  std::int64_t anonymous = 0;  // of that what belongs to no file: heap, stacks; no program code
  std::int64_t heap = 0;       // handed out by malloc() and not given back
  std::int64_t device = 0;     // of the device, used by anybody
};

// Says how much memory is in use, without taking any: neither from the heap nor, because it has
// looked once when it is made, pages of code that were never used before.
class MemoryProbe {
 public:
  // The device must outlive it. Throws dn::Error where the system does not tell.
  explicit MemoryProbe(const dn::Device& device);
  ~MemoryProbe();
  MemoryProbe(const MemoryProbe&) = delete;
  MemoryProbe& operator=(const MemoryProbe&) = delete;

  MemoryUse now() const noexcept;

 private:
  const dn::Device& device_;
  int statm_;
  std::int64_t page_;
};

}  // namespace bench_gpu
