// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/line_chart.h"

#include <gtest/gtest.h>

namespace rtswap {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

TEST(LineChart, HasALineAndALegendForEach) {
  const LineChart chart{"A & B",
                        "memory",
                        "accepted",
                        {0, 100, 400},
                        {{"first", {1, 0.5, 0}}, {"second", {0, 0, 0.25}}}};
  const std::string svg = line_chart(chart);
  EXPECT_EQ(count(svg, "<polyline"), 4u);  // each with a sample in the legend
  EXPECT_EQ(count(svg, ">first</text>"), 1u);
  EXPECT_EQ(count(svg, ">400</text>"), 1u);
  EXPECT_NE(svg.find("A &amp; B"), std::string::npos);
  // From the left to the right edge of the plot, and from its top to its bottom.
  EXPECT_NE(svg.find("points=\"60.0,40.0 190.0,190.0 580.0,340.0 \""), std::string::npos) << svg;
}

}  // namespace
}  // namespace rtswap
