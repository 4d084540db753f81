// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/sched/firm_window.h"

#include <algorithm>
#include <bit>

namespace rtswap {

FirmWindow::FirmWindow(const FirmSpec& spec) noexcept : spec_(spec) {}

int FirmWindow::met_in(std::uint64_t jobs) const noexcept {
  const std::uint64_t window = ~std::uint64_t{0} >> (FirmSpec::kLargestWindow - spec_.window);
  return std::popcount(jobs & window);
}

bool FirmWindow::may_lose_next() const noexcept { return met_in(history_ << 1U) >= spec_.met; }

void FirmWindow::add(bool met) noexcept {
  history_ = (history_ << 1U) | (met ? 1U : 0U);
  if (met_in(history_) < spec_.met) ++broken_;
}

// Behind a whole window of lost jobs, each further one breaks another.
void FirmWindow::add_lost(std::uint64_t jobs) noexcept {
  const std::uint64_t first = std::min(jobs, static_cast<std::uint64_t>(spec_.window));
  for (std::uint64_t job = 0; job < first; ++job) add(false);
  broken_ += jobs - first;
}

}  // namespace rtswap
