// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>

#include "rtswap/model/firm_spec.h"

namespace rtswap {

// The latest jobs of an (m,k)-firm task (Hamdaoui and Ramanathan 1995): which met their deadlines,
// and how many windows of k consecutive jobs had fewer than m such jobs. Every release is a job;
// one that was left out or given up is lost like one that was late. What would have been before the
// first job counts as met. One thread at a time; no heap.
class FirmWindow {
 public:
  explicit FirmWindow(const FirmSpec& spec) noexcept;

  // The window that ends with the next job keeps its promise even if that job is lost.
  bool may_lose_next() const noexcept;

  void add(bool met) noexcept;
  void add_lost(std::uint64_t jobs) noexcept;

  std::uint64_t broken() const noexcept { return broken_; }

 private:
  int met_in(std::uint64_t jobs) const noexcept;

  FirmSpec spec_;
  std::uint64_t history_ = ~std::uint64_t{0};  // bit 0: the latest job met its deadline
  std::uint64_t broken_ = 0;
};

}  // namespace rtswap
