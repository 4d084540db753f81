// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

namespace rtswap {

// An (m,k)-firm task: of any `window` consecutive jobs at least `met` have to meet their deadlines.
struct FirmSpec {
  static constexpr int kLargestWindow = 64;

  int met = 1;     // from 1 to `window`
  int window = 1;  // at most kLargestWindow

  bool operator==(const FirmSpec&) const = default;
};

}  // namespace rtswap
