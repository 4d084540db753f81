// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

namespace emulated_cuda {

// Ranges of addresses that do not overlap, each with a value.
template <class Value>
class RangeMap {
 public:
  struct Range {
    std::size_t size;
    Value value;
  };
  using Map = std::map<std::uintptr_t, Range>;

  void add(const void* address, std::size_t size, Value value) {
    ranges_.emplace(at(address), Range{size, value});
  }
  // The range that starts there, or nullptr.
  Range* find(const void* address) {
    const auto it = ranges_.find(at(address));
    return it == ranges_.end() ? nullptr : &it->second;
  }
  void remove(const void* address) { ranges_.erase(at(address)); }

  bool overlaps(const void* address, std::size_t size) const {
    auto it = ranges_.lower_bound(at(address) + (size > 0 ? size : 1));
    return it != ranges_.begin() && (--it, it->first + it->second.size > at(address));
  }

  // Calls use(start, range) for the ranges that lie gapless over [address, address + size), the
  // first of which may begin before it. False, after some calls, when there is a gap or use says
  // so.
  template <class Use>
  bool walk(const void* address, std::size_t size, Use use) {
    std::uintptr_t next = at(address);
    const std::uintptr_t end = next + size;
    auto it = ranges_.upper_bound(next);
    if (it == ranges_.begin()) return false;
    for (--it; it != ranges_.end() && it->first <= next; ++it) {
      const std::uintptr_t stop = it->first + it->second.size;
      if (stop <= next || !use(it->first, it->second)) return false;
      next = stop;
      if (next >= end) return true;
    }
    return false;
  }

 private:
  static std::uintptr_t at(const void* address) {
    return reinterpret_cast<std::uintptr_t>(address);
  }
  Map ranges_;
};

}  // namespace emulated_cuda
