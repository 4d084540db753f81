// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

// Memory that callers in C get to own: they may hand it to free(), and may hand us what they took
// from malloc().
namespace dn {

struct CFree {
  void operator()(void* memory) const noexcept { std::free(memory); }
};

// Until release() gives it to the caller.
template <typename T>
using CArray = std::unique_ptr<T[], CFree>;

// Zeroed; never null, also for 0 elements. Throws std::bad_alloc.
template <typename T>
CArray<T> make_c_array(std::size_t count) {
  void* memory = std::calloc(count > 0 ? count : 1, sizeof(T));
  if (memory == nullptr) throw std::bad_alloc();
  return CArray<T>(static_cast<T*>(memory));
}

inline CArray<char> make_c_string(std::string_view text) {
  CArray<char> copy = make_c_array<char>(text.size() + 1);
  if (!text.empty()) std::memcpy(copy.get(), text.data(), text.size());
  return copy;
}

}  // namespace dn
