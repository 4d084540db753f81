// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <string>
#include <vector>

// Counts what `operator new` hands out in a whole test program that uses this, to prove that code
// takes no heap memory. (malloc() called directly, as C libraries do, is not seen.)
namespace dn::test {

// One place that took memory while counting was on: the module and, where known, the function that
// called operator new.
struct AllocationSite {
  std::string module;    // file name of the program or shared library
  std::string function;  // mangled; empty where the module does not export it
  std::uint64_t count = 0;
};

// While it lives, allocations of all threads but its own are counted. One at a time.
class CountAllocations {
 public:
  CountAllocations();
  ~CountAllocations();
  CountAllocations(const CountAllocations&) = delete;
  CountAllocations& operator=(const CountAllocations&) = delete;

  // Ends counting. The sites, by falling count; those beyond the first 64 are only in total().
  std::vector<AllocationSite> stop();
  std::uint64_t total() const;
};

}  // namespace dn::test
