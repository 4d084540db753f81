// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <functional>
#include <stop_token>
#include <thread>

namespace rtswap {

// Work that goes on in a thread of its own while something else is measured. The constructor
// returns when the first round has been done; the destructor lets the round at hand finish and
// joins.
class Background {
 public:
  // Calls `begin` once, then `round` again and again, then `end`. None may throw. Throws dn::Error
  // when the system has no thread left.
  Background(std::function<void()> begin, std::function<void()> round, std::function<void()> end);

 private:
  std::jthread thread_;
};

}  // namespace rtswap
