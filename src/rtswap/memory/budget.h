// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "darknet/base/bytes.h"

namespace rtswap {

class BudgetClaim;

// The one account of device memory: every byte is claimed here before it is taken, so the limit of
// the user holds by construction and the claims say where the memory went. Claims are made and
// given back by the set-up thread only; the budget must outlive them.
class Budget {
 public:
  struct Entry {
    std::string what;
    dn::Bytes size;
  };

  Budget() = default;  // unlimited
  explicit Budget(dn::Bytes limit) : limit_(limit) {}
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;

  // Takes `size` bytes for `what` until the claim goes. Throws dn::Error: kBadInput when less than
  // that is left, kSystemFailure after freeze().
  [[nodiscard]] BudgetClaim claim(std::string what, dn::Bytes size);

  // Ends set-up: nothing may grow from here on, claims can only be given back.
  void freeze() { frozen_ = true; }

  std::optional<dn::Bytes> limit() const { return limit_; }
  dn::Bytes used() const { return used_; }
  dn::Bytes high_water() const { return high_water_; }
  std::optional<dn::Bytes> left() const;  // nullopt: unlimited
  std::vector<Entry> entries() const;     // live claims, oldest first

 private:
  friend class BudgetClaim;
  void give_back(std::uint64_t id) noexcept;

  std::optional<dn::Bytes> limit_;
  dn::Bytes used_;
  dn::Bytes high_water_;
  bool frozen_ = false;
  std::uint64_t next_id_ = 0;
  std::map<std::uint64_t, Entry> entries_;
};

// Holds a part of a budget and gives it back when it goes. Move-only; a default one holds nothing.
class BudgetClaim {
 public:
  BudgetClaim() = default;
  BudgetClaim(BudgetClaim&& other) noexcept
      : budget_(std::exchange(other.budget_, nullptr)), id_(other.id_), size_(other.size_) {}
  BudgetClaim& operator=(BudgetClaim&& other) noexcept;
  ~BudgetClaim() { reset(); }

  dn::Bytes size() const { return budget_ == nullptr ? dn::Bytes() : size_; }
  void reset() noexcept;

 private:
  friend class Budget;
  BudgetClaim(Budget& budget, std::uint64_t id, dn::Bytes size)
      : budget_(&budget), id_(id), size_(size) {}

  Budget* budget_ = nullptr;
  std::uint64_t id_ = 0;
  dn::Bytes size_;
};

}  // namespace rtswap
