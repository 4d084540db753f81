// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/plan_table.h"

#include <gtest/gtest.h>

#include <string>

#include "rtswap/cli/plan_picture.h"
#include "rtswap/plan/planner.h"

namespace rtswap {
namespace {

using dn::Bytes;

// Of ten chunks, "often" retains three; both stream through the last four.
struct Fixture {
  MemoryNeeds needs{{{"often<1>", std::vector<Bytes>(7, Bytes(4096)), 9},
                     {"rare", std::vector<Bytes>(2, Bytes(8192)), 1}},
                    Bytes(1000),
                    Bytes(2000),
                    Bytes(3000)};
  Bytes limit{6000 + 7 * 4096};
  SwapPlan plan = make_plan(needs, {limit, Bytes(4096), Bytes(4096)});
};

TEST(PlanTable, MapShowsWhatIsWhose) {
  const Fixture f;
  ASSERT_EQ(f.plan.retained_chunks, 3u);
  EXPECT_EQ(memory_map(f.plan, f.needs, 7),
            "often<1>                 ###====\n"
            "rare                     ...====\n");
}

TEST(PlanTable, AMarkMayStandForSeveralChunks) {
  const Fixture f;
  EXPECT_EQ(memory_map(f.plan, f.needs, 2),
            "often<1>                 #=\n"
            "rare                     ==\n");
}

TEST(PlanTable, HasALineForEachNetwork) {
  const Fixture f;
  const std::string text = plan_table(f.plan, f.needs, {f.limit}, {});
  EXPECT_NE(text.find("often<1>                      7    12.0 KiB        4    16.0 KiB"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("rare                          2         0 B        2    16.0 KiB"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find("warm"), std::string::npos) << "times that nobody measured";
}

TEST(PlanTable, ShowsTimesWhereThereAreAny) {
  const Fixture f;
  const std::string text =
      plan_table(f.plan, f.needs, {}, {{Nanos(1'500'000), Nanos(2'000'000), Nanos(3'250'000)}, {}});
  EXPECT_NE(text.find("1.500     2.000     3.250"), std::string::npos) << text;
}

TEST(PlanTable, SaysWherePackedWeightsAreWhereTheHostHasALimit) {
  Fixture f;
  f.plan.networks[1].tier = Tier::kFile;
  const std::string text = plan_table(f.plan, f.needs, {f.limit, dn::kMiB}, {});
  EXPECT_NE(text.find("host memory limit 1.00 MiB, planned 1"), std::string::npos) << text;
  EXPECT_NE(text.find("16.0 KiB stay in files"), std::string::npos) << text;
  EXPECT_NE(text.find("4    16.0 KiB     4.0 KiB memory\n"), std::string::npos) << text;
  EXPECT_NE(text.find("   file\n"), std::string::npos) << text;
}

TEST(PlanTable, OfNetworksWithoutWeightsHasNoMap) {
  const MemoryNeeds needs{{{"none", {Bytes(0)}, 1}}, Bytes(0), Bytes(0), Bytes(0)};
  const SwapPlan plan = make_plan(needs, {std::nullopt, Bytes(4096), std::nullopt});
  EXPECT_EQ(plan_table(plan, needs, {}, {}).find("a mark is"), std::string::npos);
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++found;
  return found;
}

TEST(PlanPicture, HasARectangleForEachPlace) {
  const Fixture f;
  const std::string svg = plan_picture(f.plan, f.needs);
  // None of these places goes round the end of the area.
  EXPECT_EQ(count(svg, "<title>"), 9u);
  EXPECT_EQ(count(svg, ", retained</title>"), 3u);
  EXPECT_EQ(count(svg, "<rect"), count(svg, "/>") + count(svg, "</rect>"));
  EXPECT_NE(svg.find("often&lt;1&gt;"), std::string::npos) << "a name that would break the file";
  EXPECT_EQ(svg.rfind("<svg ", 0), 0u);
  EXPECT_TRUE(svg.ends_with("</svg>\n"));
}

}  // namespace
}  // namespace rtswap
