// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/fatal.h"

#include <cstdio>
#include <cstdlib>

#include "darknet/base/error.h"

namespace dn {

void fatal(std::string_view what) noexcept {
  std::fprintf(stderr, "fatal: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

void end_run(std::string_view why) noexcept {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(why.size()), why.data());
  std::fflush(nullptr);
  std::_Exit(static_cast<int>(ExitCode::kSystemFailure));
}

}  // namespace dn
