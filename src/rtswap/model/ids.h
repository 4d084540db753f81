// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <compare>
#include <cstdint>

// Numbers that name things: types of their own, so that one is never taken for another.
namespace rtswap {

// Place of a task in its task set, from 0.
struct TaskId {
  std::uint32_t value = 0;
  constexpr auto operator<=>(const TaskId&) const = default;
};

// Place of a job among the releases of its task, from 0. Skipped releases keep their number.
struct JobIndex {
  std::uint64_t value = 0;
  constexpr auto operator<=>(const JobIndex&) const = default;
};

}  // namespace rtswap
