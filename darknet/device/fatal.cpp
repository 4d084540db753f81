// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/fatal.h"

#include <cstdio>
#include <cstdlib>

namespace dn {

void fatal(std::string_view what) noexcept {
  std::fprintf(stderr, "fatal: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

}  // namespace dn
