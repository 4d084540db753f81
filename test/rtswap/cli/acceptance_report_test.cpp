// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/acceptance_report.h"

#include <gtest/gtest.h>

namespace rtswap {
namespace {

AcceptanceCell cell(std::uint64_t on_demand, std::uint64_t rt_swap, std::uint64_t ours,
                    std::uint64_t refused) {
  AcceptanceCell cell;
  cell.sets = 100;
  cell.accepted[index_of(RuleId::kOnDemand)] = on_demand;
  cell.accepted[index_of(RuleId::kRtSwap)] = rt_swap;
  cell.accepted[index_of(RuleId::kOurs)] = ours;
  cell.ours_refuses[index_of(RuleId::kRtSwap)] = refused;
  return cell;
}

struct GridFixture {
  AcceptanceGrid grid{{0.2, 0.4}, {0, 50, 96}};
  Acceptance acceptance{{cell(1, 2, 3, 0), cell(4, 5, 6, 0), cell(7, 8, 9, 0)},
                        {cell(20, 40, 90, 0), cell(10, 30, 80, 1), cell(0, 5, 70, 2)}};
};

TEST(AcceptanceReport, RowsAndColumnsOfAGridAreCurves) {
  const GridFixture fixture;
  const auto rows = over_oversubscription(fixture.grid, {}, fixture.acceptance);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[1].file, "acceptance_over_oversubscription_u0.4");
  EXPECT_EQ(rows[1].cells[1].accepted[index_of(RuleId::kOurs)], 80u);
  const auto columns = over_utilization(fixture.grid, {}, fixture.acceptance);
  ASSERT_EQ(columns.size(), 3u);
  EXPECT_EQ(columns[2].file, "acceptance_over_utilization_o96");
  EXPECT_EQ(columns[2].x, (std::vector<double>{0.2, 0.4}));
  EXPECT_EQ(columns[2].cells[0].accepted[index_of(RuleId::kOurs)], 9u);
}

TEST(AcceptanceReport, CurvesAreNamedForHowSetsAreDrawn) {
  const GridFixture fixture;
  const SetRange spread{.periods = PeriodDraw::kLogUniform};
  const SetRange urgent{.deadlines = DeadlineDraw::kConstrained};
  EXPECT_EQ(over_utilization(fixture.grid, spread, fixture.acceptance)[0].file,
            "acceptance_over_utilization_o0_log-uniform");
  const auto rows = over_oversubscription(fixture.grid, urgent, fixture.acceptance);
  EXPECT_EQ(rows[0].file, "acceptance_over_oversubscription_u0.2_constrained");
  EXPECT_EQ(rows[0].title, "Random task sets of utilization 0.2, constrained deadlines");
}

TEST(AcceptanceReport, FilesHaveCounts) {
  const GridFixture fixture;
  const std::string csv = curve_csv(over_utilization(fixture.grid, {}, fixture.acceptance)[1]);
  EXPECT_EQ(
      csv,
      "utilization,sets,all_resident,on_demand,streaming,rt_swap,rt_swap_chosen,"
      "rt_swap_dropping,ours,ours_preemptible,rt_swap_but_not_ours,rt_swap_chosen_but_not_ours,"
      "rt_swap_dropping_but_not_ours\n"
      "0.2,100,0,4,0,5,0,0,6,0,0,0,0\n"
      "0.4,100,0,10,0,30,0,0,80,0,1,0,0\n");
}

TEST(AcceptanceReport, ClaimsCompareWithTheBestThatDoesNotPlan) {
  const GridFixture fixture;
  EXPECT_EQ(claims_text(fixture.acceptance[1][0]),
            "  without swapping or on demand, at best: 20 of 100 sets; against that\n"
            "  rt_swap              40 sets, +20 (+100 %)\n"
            "  rt_swap_chosen        0 sets, -20 (-100 %)\n"
            "  rt_swap_dropping      0 sets, -20 (-100 %)\n"
            "  ours                 90 sets, +70 (+350 %)\n"
            "  ours_preemptible      0 sets, -20 (-100 %)\n");
  EXPECT_NE(claims_text(fixture.acceptance[1][2]).find("70 sets, +70\n"), std::string::npos);
}

TEST(AcceptanceReport, CountsWhatOursRefuses) {
  const GridFixture fixture;
  const std::string text =
      dominance_text(over_oversubscription(fixture.grid, {}, fixture.acceptance));
  EXPECT_EQ(text,
            "of 600 sets under a limit, accepted but refused by ours: all_resident 0 on_demand 0 "
            "streaming 0 rt_swap 3 rt_swap_chosen 0 rt_swap_dropping 0\n");
}

}  // namespace
}  // namespace rtswap
