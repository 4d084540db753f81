// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/rules.h"

#include "rtswap/bench/baseline_rules.h"
#include "rtswap/bench/our_rule.h"
#include "rtswap/bench/rt_swap_rules.h"

namespace rtswap {
namespace {

using Context = RuleContext;
using Set = DrawnSet;
using dn::Bytes;

}  // namespace

const std::array<Rule, kRuleCount> kRules = {{
    {"all_resident", "all resident",
     [](const Context& c, const Set& s, Bytes limit) {
       return accepts_all_resident(c.pool, s, limit);
     }},
    {"on_demand", "on demand, blocking",
     [](const Context& c, const Set& s, Bytes limit) {
       return accepts_on_demand(c.pool, s, limit);
     }},
    {"streaming", "streaming (PipeSwitch)",
     [](const Context& c, const Set& s, Bytes limit) {
       return accepts_streaming(c.pool, s, limit);
     }},
    {"rt_swap", "RT-Swap",
     [](const Context& c, const Set& s, Bytes limit) { return accepts_rt_swap(c.pool, s, limit); }},
    {"rt_swap_chosen", "RT-Swap, chosen volumes",
     [](const Context& c, const Set& s, Bytes limit) {
       return accepts_rt_swap_chosen(c.pool, s, limit);
     }},
    {"rt_swap_dropping", "RT-Swap, the same without copying back",
     [](const Context& c, const Set& s, Bytes limit) {
       return accepts_rt_swap_dropping(c.pool, s, limit);
     }},
    {"ours", "ours, non-preemptive",
     [](const Context& c, const Set& s, Bytes limit) { return accepts_ours(s, limit, c.memo); }},
    {"ours_preemptible", "ours, preemptible",
     [](const Context& c, const Set& s, Bytes limit) {
       return accepts_ours_preemptible(s, limit, c.memo);
     }},
}};

}  // namespace rtswap
