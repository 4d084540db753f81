// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <string_view>

#include "darknet/base/bytes.h"

namespace dn {

enum class Protection { kNone, kRead, kReadWrite };

// What the kernel maps at least at once, and the large page of every CPU we build for.
Bytes page_size();
constexpr Bytes kHugePage = kMiB * 2;

// Owns a range of private anonymous addresses, page aligned, and aligned to kHugePage when it is
// at least that large (only then can the kernel back it with large pages). Move-only; throws Error
// (kSystemFailure, naming `who`).
class HostMapping {
 public:
  HostMapping() = default;
  HostMapping(Bytes size, Protection protection, std::string_view who);
  HostMapping(HostMapping&& other) noexcept;
  HostMapping& operator=(HostMapping&& other) noexcept;
  ~HostMapping();

  std::byte* data() const { return data_; }
  Bytes size() const { return size_; }  // rounded up to whole pages
  void protect(Protection protection);

 private:
  std::byte* data_ = nullptr;
  Bytes size_;
};

// Asks for large pages beneath a range that is still to be populated. A hint: where the system has
// none, nothing changes.
void advise_huge_pages(std::byte* address, Bytes size) noexcept;

// Takes the memory of a writable range and fills the page table, so that no later touch faults; a
// large range in slices, by several threads. Content is kept. Throws Error (kSystemFailure) when
// memory is short.
void populate(std::byte* address, Bytes size, std::string_view who);
// The same by the calling thread alone, without heap memory.
void populate_alone(std::byte* address, Bytes size, std::string_view who);

}  // namespace dn
