// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "darknet/base/bytes.h"
#include "rtswap/bench/drawn_set.h"
#include "rtswap/bench/network_pool.h"
#include "rtswap/plan/plan_memo.h"

// The systems that are compared: one line each.
namespace rtswap {

// What a rule may look at besides the set.
struct RuleContext {
  const NetworkPool& pool;
  PlanMemo& memo;
};

struct Rule {
  std::string_view name;   // in tables and files
  std::string_view label;  // in figures
  bool (*accepts)(const RuleContext& context, const DrawnSet& drawn, dn::Bytes limit);
};

enum class RuleId : std::size_t {
  kAllResident,
  kOnDemand,
  kStreaming,
  kRtSwap,
  kRtSwapChosen,
  kRtSwapDropping,
  kOurs,
  kOursPreemptible,
};
inline constexpr std::size_t kRuleCount = 8;
constexpr std::size_t index_of(RuleId rule) { return static_cast<std::size_t>(rule); }

// By RuleId.
extern const std::array<Rule, kRuleCount> kRules;

}  // namespace rtswap
