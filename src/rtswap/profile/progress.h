// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string_view>

namespace rtswap {

// Hears how far a profile is. Called by the measuring thread between runs, never inside one; what
// it throws ends the profile with all threads joined (that is how Ctrl-C comes in).
class ProfileProgress {
 public:
  virtual ~ProfileProgress() = default;
  // A part of the work begins: `what`, for people.
  virtual void begin(std::string_view what) = 0;
  // A run of that part begins.
  virtual void tick() = 0;
};

}  // namespace rtswap
