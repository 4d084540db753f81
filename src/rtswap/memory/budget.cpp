// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/budget.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"

namespace rtswap {

BudgetClaim Budget::claim(std::string what, dn::Bytes size) {
  if (frozen_) {
    throw dn::system_failure(fmt::format(
        "internal error: {} wants {} of device memory after the start", what, human(size)));
  }
  if (limit_ && size > *limit_ - used_) {
    throw dn::bad_input(
        fmt::format("memory_limit is {}: {} needs {}, {} is left; raise the limit by at least {}",
                    human(*limit_), what, human(size), human(*limit_ - used_),
                    human(size - (*limit_ - used_))));
  }
  const std::uint64_t id = next_id_++;
  entries_.emplace(id, Entry{std::move(what), size});
  used_ += size;
  high_water_ = std::max(high_water_, used_);
  return BudgetClaim(*this, id, size);
}

std::optional<dn::Bytes> Budget::left() const {
  if (!limit_) return std::nullopt;
  return *limit_ - used_;
}

std::vector<Budget::Entry> Budget::entries() const {
  std::vector<Entry> list;
  for (const auto& [id, entry] : entries_) list.push_back(entry);
  return list;
}

void Budget::give_back(std::uint64_t id) noexcept {
  const auto entry = entries_.find(id);
  used_ -= entry->second.size;
  entries_.erase(entry);
}

BudgetClaim& BudgetClaim::operator=(BudgetClaim&& other) noexcept {
  if (this == &other) return *this;
  reset();
  budget_ = std::exchange(other.budget_, nullptr);
  id_ = other.id_;
  size_ = other.size_;
  return *this;
}

void BudgetClaim::reset() noexcept {
  if (budget_ != nullptr) std::exchange(budget_, nullptr)->give_back(id_);
}

}  // namespace rtswap
