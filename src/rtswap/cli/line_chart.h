// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

namespace rtswap {

struct ChartLine {
  std::string label;
  std::vector<double> y;  // one for each x, between 0 and 1
};

// Ratios over a quantity. `x` rises and has at least two values; there are no more lines than
// kMostChartLines.
struct LineChart {
  std::string title, x_label, y_label;
  std::vector<double> x;
  std::vector<ChartLine> lines;
};
inline constexpr std::size_t kMostChartLines = 8;

// As an SVG document, with a legend. Lines differ in colour (of the palette of Okabe and Ito, which
// the colour-blind can tell apart), marks and dashes; later ones lie above.
std::string line_chart(const LineChart& chart);

}  // namespace rtswap
