// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <chrono>

// What the commands that measure share.
namespace dn {

// Runs before the first one that counts: pages are touched, threads started, caches filled.
constexpr int kWarmUpRuns = 3;

template <typename Body>
double seconds_of(const Body& body) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  body();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

}  // namespace dn
