// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdio>
#include <exception>
#include <new>
#include <string>

#include "darknet/base/error.h"

// The border to C: no exception may cross it.
namespace dn {

// Returns body(), or `on_error` after one line on stderr that starts with the C function's name.
template <typename Result, typename Body>
Result guarded(const char* function, Result on_error, const Body& body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "%s: out of host memory\n", function);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", function, error.what());
  }
  return on_error;
}

template <typename Body>
void guarded(const char* function, const Body& body) noexcept {
  guarded(function, false, [&] {
    body();
    return true;
  });
}

// What a caller in C forgot to look at: load_network and others answer NULL when they fail.
template <typename Pointer>
Pointer* required(Pointer* pointer, const char* name) {
  if (pointer == nullptr) throw bad_input(std::string(name) + " is NULL");
  return pointer;
}

}  // namespace dn
