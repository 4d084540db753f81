// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/budget.h"

#include <gtest/gtest.h>

#include <utility>

#include "darknet/base/error.h"

namespace rtswap {
namespace {

using dn::Bytes;
using dn::kMiB;

TEST(Budget, CountsClaimsAndGivesThemBack) {
  Budget budget(kMiB * 10);
  BudgetClaim arena = budget.claim("arena", kMiB * 4);
  {
    const BudgetClaim pool = budget.claim("pool", kMiB * 5);
    EXPECT_EQ(budget.used(), kMiB * 9);
    EXPECT_EQ(budget.left(), kMiB);
  }
  EXPECT_EQ(budget.used(), kMiB * 4);
  EXPECT_EQ(budget.high_water(), kMiB * 9);
  arena.reset();
  arena.reset();
  EXPECT_EQ(budget.used(), Bytes(0));
}

TEST(Budget, TheLimitIsExact) {
  Budget budget(kMiB);
  const BudgetClaim all = budget.claim("all", kMiB);
  const BudgetClaim nothing = budget.claim("nothing", Bytes(0));
  EXPECT_THROW(static_cast<void>(budget.claim("one byte", Bytes(1))), dn::Error);
}

TEST(Budget, RefusalSaysWhatIsMissingAndChangesNothing) {
  Budget budget(kMiB * 10);
  const BudgetClaim arena = budget.claim("arena", kMiB * 4);
  try {
    static_cast<void>(budget.claim("chunk pool", kMiB * 8));
    FAIL() << "12 MiB fitted into 10";
  } catch (const dn::Error& e) {
    EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
    EXPECT_STREQ(e.what(),
                 "memory_limit is 10.00 MiB: chunk pool needs 8.00 MiB, 6.00 MiB is left; raise "
                 "the limit by at least 2.00 MiB");
  }
  EXPECT_EQ(budget.used(), kMiB * 4);
  EXPECT_EQ(budget.entries().size(), 1u);
}

TEST(Budget, HugeClaimsDoNotWrapAround) {
  Budget budget(kMiB);
  const BudgetClaim some = budget.claim("some", Bytes(100));
  EXPECT_THROW(static_cast<void>(budget.claim("all", Bytes(~std::uint64_t{0}))), dn::Error);
}

TEST(Budget, WithoutLimitEverythingFits) {
  Budget budget;
  const BudgetClaim claim = budget.claim("all", dn::kGiB * 1000);
  EXPECT_EQ(budget.limit(), std::nullopt);
  EXPECT_EQ(budget.left(), std::nullopt);
  EXPECT_EQ(budget.used(), dn::kGiB * 1000);
}

TEST(Budget, EntriesListLiveClaimsInOrder) {
  Budget budget;
  const BudgetClaim a = budget.claim("a", Bytes(1));
  BudgetClaim b = budget.claim("b", Bytes(2));
  const BudgetClaim c = budget.claim("a", Bytes(3));  // equal names are two entries
  b.reset();
  const auto entries = budget.entries();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].what, "a");
  EXPECT_EQ(entries[0].size, Bytes(1));
  EXPECT_EQ(entries[1].size, Bytes(3));
}

TEST(Budget, ClaimsMove) {
  Budget budget;
  BudgetClaim a = budget.claim("a", Bytes(1));
  BudgetClaim b = budget.claim("b", Bytes(2));
  b = std::move(a);  // b's own claim goes back
  EXPECT_EQ(budget.used(), Bytes(1));
  EXPECT_EQ(b.size(), Bytes(1));
  const BudgetClaim c = std::move(b);
  EXPECT_EQ(budget.used(), Bytes(1));
  EXPECT_EQ(c.size(), Bytes(1));
}

TEST(Budget, FrozenRefusesClaimsAndTakesThemBack) {
  Budget budget;
  BudgetClaim a = budget.claim("a", Bytes(1));
  budget.freeze();
  EXPECT_THROW(static_cast<void>(budget.claim("late", Bytes(1))), dn::Error);
  a.reset();
  EXPECT_EQ(budget.used(), Bytes(0));
}

}  // namespace
}  // namespace rtswap
