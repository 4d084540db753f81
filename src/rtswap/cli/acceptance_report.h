// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "rtswap/bench/acceptance.h"

namespace rtswap {

// One row or column of a grid: acceptance over one quantity, the other one being fixed.
struct AcceptanceCurve {
  std::string file;  // without an extension
  std::string title;
  std::string x_name;   // in files
  std::string x_label;  // in figures
  std::vector<double> x;
  std::vector<AcceptanceCell> cells;
};

// Titles and files are named for how `range` draws periods and deadlines, where that is not as it
// is by default.
std::vector<AcceptanceCurve> over_oversubscription(const AcceptanceGrid& grid,
                                                   const SetRange& range,
                                                   const Acceptance& acceptance);
std::vector<AcceptanceCurve> over_utilization(const AcceptanceGrid& grid, const SetRange& range,
                                              const Acceptance& acceptance);

// How many sets each rule accepted, and, for the rules of RT-Swap, how many of them ours refuses.
std::string curve_csv(const AcceptanceCurve& curve);
std::string curve_svg(const AcceptanceCurve& curve);
std::string curve_table(const AcceptanceCurve& curve);

// At the claims' point: how many more sets ours accepts than rules without swapping or with
// swapping on demand; and what RT-Swap gains over these.
std::string claims_text(const AcceptanceCell& cell);
// Of all sets of all curves, those that a rule accepts and ours refuses.
std::string dominance_text(const std::vector<AcceptanceCurve>& curves);

}  // namespace rtswap
