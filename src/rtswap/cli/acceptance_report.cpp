// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/acceptance_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "rtswap/cli/line_chart.h"

namespace rtswap {
namespace {

static_assert(kRuleCount <= kMostChartLines);

using Out = std::back_insert_iterator<std::string>;

constexpr std::array kRtSwapRules = {RuleId::kRtSwap, RuleId::kRtSwapChosen,
                                     RuleId::kRtSwapDropping};

std::int64_t accepted(const AcceptanceCell& cell, RuleId rule) {
  return static_cast<std::int64_t>(cell.accepted[index_of(rule)]);
}

std::string_view name_of(RuleId rule) { return kRules[index_of(rule)].name; }

// Curves of sets that are drawn in another way must not take each other's place.
void name_after(const SetRange& range, AcceptanceCurve& curve) {
  const auto add = [&](std::string_view kind, std::string_view of_what) {
    fmt::format_to(Out(curve.file), "_{}", kind);
    fmt::format_to(Out(curve.title), ", {} {}", kind, of_what);
  };
  if (range.periods != SetRange{}.periods) add(name_of(kPeriodDrawNames, range.periods), "periods");
  if (range.deadlines != SetRange{}.deadlines)
    add(name_of(kDeadlineDrawNames, range.deadlines), "deadlines");
}

}  // namespace

std::vector<AcceptanceCurve> over_oversubscription(const AcceptanceGrid& grid,
                                                   const SetRange& range,
                                                   const Acceptance& acceptance) {
  std::vector<AcceptanceCurve> curves;
  for (std::size_t u = 0; u < grid.utilizations.size(); ++u) {
    AcceptanceCurve& curve = curves.emplace_back();
    curve.file = fmt::format("acceptance_over_oversubscription_u{:g}", grid.utilizations[u]);
    curve.title = fmt::format("Random task sets of utilization {:g}", grid.utilizations[u]);
    name_after(range, curve);
    curve.x_name = "oversubscription_percent";
    curve.x_label = "oversubscription (footprint / limit - 1), percent";
    curve.x.assign(grid.oversubscriptions.begin(), grid.oversubscriptions.end());
    curve.cells = acceptance[u];
  }
  return curves;
}

std::vector<AcceptanceCurve> over_utilization(const AcceptanceGrid& grid, const SetRange& range,
                                              const Acceptance& acceptance) {
  std::vector<AcceptanceCurve> curves;
  for (std::size_t o = 0; o < grid.oversubscriptions.size(); ++o) {
    AcceptanceCurve& curve = curves.emplace_back();
    curve.file = fmt::format("acceptance_over_utilization_o{}", grid.oversubscriptions[o]);
    curve.title =
        fmt::format("Random task sets, memory oversubscribed by {} %", grid.oversubscriptions[o]);
    name_after(range, curve);
    curve.x_name = "utilization";
    curve.x_label = "utilization with everything resident";
    curve.x = grid.utilizations;
    for (const auto& row : acceptance) curve.cells.push_back(row[o]);
  }
  return curves;
}

std::string curve_csv(const AcceptanceCurve& curve) {
  std::string text = curve.x_name + ",sets";
  for (const Rule& rule : kRules) fmt::format_to(Out(text), ",{}", rule.name);
  for (const RuleId rule : kRtSwapRules)
    fmt::format_to(Out(text), ",{}_but_not_ours", name_of(rule));
  text += '\n';
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    const AcceptanceCell& cell = curve.cells[i];
    fmt::format_to(Out(text), "{:g},{}", curve.x[i], cell.sets);
    for (const std::uint64_t count : cell.accepted) fmt::format_to(Out(text), ",{}", count);
    for (const RuleId rule : kRtSwapRules)
      fmt::format_to(Out(text), ",{}", cell.ours_refuses[index_of(rule)]);
    text += '\n';
  }
  return text;
}

std::string curve_svg(const AcceptanceCurve& curve) {
  LineChart chart{curve.title, curve.x_label, "sets accepted", curve.x, {}};
  for (std::size_t rule = 0; rule < kRuleCount; ++rule) {
    ChartLine& line = chart.lines.emplace_back();
    line.label = kRules[rule].label;
    for (const AcceptanceCell& cell : curve.cells) line.y.push_back(cell.ratio(RuleId{rule}));
  }
  return line_chart(chart);
}

std::string curve_table(const AcceptanceCurve& curve) {
  std::string text = fmt::format("{}; of {} sets each, accepted in percent:\n{:>26}", curve.title,
                                 curve.cells.front().sets, curve.x_name);
  for (const Rule& rule : kRules) fmt::format_to(Out(text), " {:>16}", rule.name);
  text += '\n';
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    fmt::format_to(Out(text), "{:>26g}", curve.x[i]);
    for (std::size_t rule = 0; rule < kRuleCount; ++rule)
      fmt::format_to(Out(text), " {:>16.1f}", 100 * curve.cells[i].ratio(RuleId{rule}));
    text += '\n';
  }
  return text;
}

std::string claims_text(const AcceptanceCell& cell) {
  const std::int64_t before =
      std::max(accepted(cell, RuleId::kAllResident), accepted(cell, RuleId::kOnDemand));
  const auto gain = [&](RuleId rule) {
    const std::int64_t more = accepted(cell, rule) - before;
    const std::string percent =
        before == 0 ? ""
                    : fmt::format(" ({:+.0f} %)",
                                  100.0 * static_cast<double>(more) / static_cast<double>(before));
    return fmt::format("  {:<16} {:>6} sets, {:+}{}\n", name_of(rule), accepted(cell, rule), more,
                       percent);
  };
  std::string text = fmt::format(
      "  without swapping or on demand, at best: {} of {} sets; against that\n", before, cell.sets);
  for (const RuleId rule : kRtSwapRules) text += gain(rule);
  return text + gain(RuleId::kOurs) + gain(RuleId::kOursPreemptible);
}

std::string dominance_text(const std::vector<AcceptanceCurve>& curves) {
  std::uint64_t judged = 0;
  std::array<std::uint64_t, kRuleCount> refused{};
  for (const AcceptanceCurve& curve : curves) {
    for (const AcceptanceCell& cell : curve.cells) {
      judged += cell.sets;
      for (std::size_t rule = 0; rule < kRuleCount; ++rule)
        refused[rule] += cell.ours_refuses[rule];
    }
  }
  std::string text = fmt::format("of {} sets under a limit, accepted but refused by ours:", judged);
  for (std::size_t rule = 0; rule < index_of(RuleId::kOurs); ++rule)
    fmt::format_to(Out(text), " {} {}", kRules[rule].name, refused[rule]);
  return text + '\n';
}

}  // namespace rtswap
