// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/spinning.h"

#include <unistd.h>

#include <climits>
#include <cstdlib>

namespace dn {
namespace {

constexpr const char* kSpinCount = "GOMP_SPINCOUNT";
// In pauses of the processor. Enough for the joins of small layers; docs/measurements.md compares.
constexpr const char* kPauses = "2000";

}  // namespace

void limit_spinning(char** argv) noexcept {
  if (std::getenv(kSpinCount) != nullptr || std::getenv("OMP_WAIT_POLICY") != nullptr) return;
  // The link's target, not the link: its name is what process lists will show.
  char program[PATH_MAX];
  const ssize_t length = ::readlink("/proc/self/exe", program, sizeof program - 1);
  if (length < 0 || ::setenv(kSpinCount, kPauses, 0) != 0) return;
  program[length] = '\0';
  ::execv(program, argv);
}

}  // namespace dn
