// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/acceptance.h"

#include <gtest/gtest.h>

#include <string>

#include "darknet/base/error.h"
#include "rtswap/admit/set_plan.h"
#include "rtswap/bench/our_rule.h"
#include "test/rtswap/bench/small_pool.h"

namespace rtswap {
namespace {

AcceptanceOptions some_sets(std::uint64_t sets, const SetRange& range = {}) {
  AcceptanceOptions options;
  options.range = range;
  options.range.least_tasks = 3;
  options.range.most_tasks = 5;
  options.sets = sets;
  return options;
}

// The way `rtswap check` goes.
bool checked(const DrawnSet& drawn, dn::Bytes limit) {
  TaskSetSpec set = drawn.set;
  set.memory_limit = limit;
  try {
    return admit(set, plan_set(set, drawn.needs, *set.chunk, &drawn.costs), drawn.costs)
        .is_schedulable();
  } catch (const dn::Error&) {
    return false;
  }
}

// However sets are drawn.
class AcceptanceOfAll : public testing::TestWithParam<SetRange> {};

INSTANTIATE_TEST_SUITE_P(Sets, AcceptanceOfAll,
                         testing::Values(SetRange{}, SetRange{.periods = PeriodDraw::kLogUniform},
                                         SetRange{.periods = PeriodDraw::kLogUniform,
                                                  .deadlines = DeadlineDraw::kConstrained}),
                         [](const auto& info) {
                           const bool by_shares = info.param.periods == PeriodDraw::kUUniFast;
                           const bool is_implicit = info.param.deadlines == DeadlineDraw::kImplicit;
                           return std::string(by_shares ? "UUniFast" : "LogUniform") +
                                  (is_implicit ? "Implicit" : "Constrained");
                         });

TEST_P(AcceptanceOfAll, OursIsWhatCheckSays) {
  const NetworkPool pool = test::small_pool();
  PlanMemo memo;
  int yes = 0, no = 0;
  for (std::uint64_t index = 0; index < 12; ++index) {
    const DrawnSet drawn = draw_set(pool, some_sets(1, GetParam()).range, 3, index,
                                    0.2 + 0.06 * static_cast<double>(index));
    for (const int percent : {0, 30, 100, 300}) {
      const dn::Bytes limit = limit_for(drawn.footprint, percent);
      const bool expected = checked(drawn, limit);
      EXPECT_EQ(accepts_ours(drawn, limit, memo), expected) << index << ", " << percent << " %";
      ++(expected ? yes : no);
    }
  }
  EXPECT_GT(yes, 10);
  EXPECT_GT(no, 10);
}

// Ours refuses no set that RT-Swap's rules, or the simpler ones, could accept. (Of what they could
// if nothing were copied back it does: swaps hidden behind the job before are not counted on.)
TEST_P(AcceptanceOfAll, OursDominates) {
  const NetworkPool pool = test::small_pool();
  const AcceptanceGrid grid{{0.1, 0.3, 0.5, 0.7}, {0, 20, 60, 100, 200}};
  AcceptanceOptions options = some_sets(25, GetParam());
  options.threads = 2;
  std::uint64_t ours = 0, rt_swap = 0;
  for (const auto& row : measure_acceptance(pool, grid, options)) {
    for (const AcceptanceCell& cell : row) {
      EXPECT_EQ(cell.sets, 25u);
      for (std::size_t rule = 0; rule < index_of(RuleId::kRtSwapDropping); ++rule)
        EXPECT_EQ(cell.ours_refuses[rule], 0u) << kRules[rule].name;
      ours += cell.accepted[index_of(RuleId::kOurs)];
      rt_swap += cell.accepted[index_of(RuleId::kRtSwapChosen)];
    }
  }
  EXPECT_GT(rt_swap, 60u);
  EXPECT_GT(ours, rt_swap);
}

TEST_P(AcceptanceOfAll, WhereEverythingFitsAllAgree) {
  const Acceptance acceptance =
      measure_acceptance(test::small_pool(), {{0.6}, {0}}, some_sets(40, GetParam()));
  const AcceptanceCell& cell = acceptance[0][0];
  EXPECT_GT(cell.accepted[0], 0u);
  EXPECT_LT(cell.accepted[0], 40u);
  for (std::size_t rule = 0; rule <= index_of(RuleId::kOurs); ++rule)
    EXPECT_EQ(cell.accepted[rule], cell.accepted[0]) << kRules[rule].name;
  EXPECT_GE(cell.accepted[index_of(RuleId::kOursPreemptible)], cell.accepted[0]);
}

// The same sets with less time: every rule looks at the deadlines, not at the periods.
TEST(Acceptance, EveryRuleAcceptsFewerWithConstrainedDeadlines) {
  const NetworkPool pool = test::small_pool();
  const AcceptanceGrid grid{{0.2}, {0, 10}};
  SetRange range{.periods = PeriodDraw::kLogUniform};
  const Acceptance implicit = measure_acceptance(pool, grid, some_sets(40, range));
  range.deadlines = DeadlineDraw::kConstrained;
  const Acceptance constrained = measure_acceptance(pool, grid, some_sets(40, range));
  for (std::size_t rule = 0; rule < kRuleCount; ++rule) {
    const auto of_both = [&](const Acceptance& acceptance) {
      return acceptance[0][0].accepted[rule] + acceptance[0][1].accepted[rule];
    };
    EXPECT_GT(of_both(constrained), 0U) << kRules[rule].name;
    EXPECT_LT(of_both(constrained), of_both(implicit)) << kRules[rule].name;
  }
}

TEST(Acceptance, DoesNotDependOnThreads) {
  const NetworkPool pool = test::small_pool();
  const AcceptanceGrid grid{{0.2, 0.4}, {20, 100}};
  AcceptanceOptions options = some_sets(20, {.periods = PeriodDraw::kLogUniform});
  const Acceptance alone = measure_acceptance(pool, grid, options);
  options.threads = 3;
  const Acceptance together = measure_acceptance(pool, grid, options);
  for (std::size_t u = 0; u < 2; ++u) {
    for (std::size_t o = 0; o < 2; ++o) EXPECT_EQ(alone[u][o].accepted, together[u][o].accepted);
  }
}

TEST(Acceptance, LimitsFollowFromTheFootprint) {
  EXPECT_EQ(limit_for(dn::Bytes(1001), 0), dn::Bytes(1001));
  EXPECT_EQ(limit_for(dn::Bytes(1001), 100), dn::Bytes(501));
  EXPECT_EQ(limit_for(dn::Bytes(1000), 400), dn::Bytes(200));
}

}  // namespace
}  // namespace rtswap
