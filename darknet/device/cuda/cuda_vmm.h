// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/base/mutex.h"
#include "darknet/device/cuda/driver.h"
#include "darknet/device/mapping_table.h"
#include "darknet/device/vmm.h"

namespace dn {

// The Vmm of a CUDA device, on the driver's virtual memory management: every call is one or two of
// the driver's, which does not wait for kernels or copies. What the rules of Vmm forbid is refused
// before the driver is asked: it would say less, and differently from driver to driver.
class CudaVmm final : public Vmm {
 public:
  explicit CudaVmm(int ordinal);

  Bytes granularity() const override { return granularity_; }
  std::byte* reserve(Bytes size, std::string_view who) override;
  void release(std::byte* address, Bytes size) noexcept override;
  ChunkHandle create_chunk(Bytes size, std::string_view who) override;
  void destroy_chunk(ChunkHandle chunk) noexcept override;
  void map(std::byte* address, ChunkHandle chunk, Bytes size) override;
  void unmap(std::byte* address, Bytes size) noexcept override;

 private:
  void take_away(std::byte* address, Bytes size) noexcept REQUIRES(mutex_);

  const CudaDriver& driver_;
  CUmemAllocationProp properties_{};
  CUmemAccessDesc access_{};
  Bytes granularity_;
  Mutex mutex_;
  MappingTable table_ GUARDED_BY(mutex_);
};

}  // namespace dn
