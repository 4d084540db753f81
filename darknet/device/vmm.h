// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "darknet/base/bytes.h"

namespace dn {

// Names one physical chunk of a Vmm. Opaque: only the Vmm that made it can use it.
enum class ChunkHandle : std::uint64_t {};

// Virtual memory of one device: addresses are reserved once, physical chunks come and go beneath
// them. Every address is one the device's kernels can use; on a GPU the CPU must not follow it.
//
// - Sizes are positive multiples of granularity(); addresses handed out are aligned to it.
// - A chunk is mapped whole, and may be mapped at several addresses at the same time: all of them
//   show the same bytes. Uses through two addresses must be ordered by the caller.
// - A chunk keeps its content while it is mapped nowhere. The content of a new chunk is undefined.
// - A mapped chunk is ready: the first touch costs no page fault.
// - Touching an address with no chunk beneath it is an error of the device; the host one faults.
// - The caller must know that nobody uses a range any more before it unmaps it.
//
// Calls may come from any thread, and lock. On a GPU they take tens of microseconds per chunk and
// do not wait for kernels. They use the heap, except map() and unmap() while there are no more
// mappings than there have been before. What makes something throws Error: kSystemFailure when the
// device refuses (saying who wanted how much), kBadInput when the request itself is wrong. What
// gives something back cannot fail; misuse of it is a bug and ends the process.
class Vmm {
 public:
  virtual ~Vmm() = default;

  // The smallest size that can be mapped; a power of two.
  virtual Bytes granularity() const = 0;

  // Takes addresses without memory. `who` is named in the error message.
  virtual std::byte* reserve(Bytes size, std::string_view who) = 0;
  // Gives back a whole range as reserve() returned it; nothing may be mapped in it.
  virtual void release(std::byte* address, Bytes size) noexcept = 0;

  // Takes physical memory; all of it is there when the call returns.
  virtual ChunkHandle create_chunk(Bytes size, std::string_view who) = 0;
  // Returns the memory to the system. The chunk must be mapped nowhere.
  virtual void destroy_chunk(ChunkHandle chunk) noexcept = 0;

  // [address, address + size) lies in one reserved range and is not mapped; size is the chunk's.
  virtual void map(std::byte* address, ChunkHandle chunk, Bytes size) = 0;
  // Covers one or more whole mappings and nothing else.
  virtual void unmap(std::byte* address, Bytes size) noexcept = 0;
};

}  // namespace dn
