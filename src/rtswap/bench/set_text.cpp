// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/set_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "darknet/base/file.h"
#include "darknet/base/json.h"
#include "rtswap/model/named.h"

namespace rtswap {
namespace {

using dn::Bytes;

// One piece of a load: no copy is cut further.
constexpr Bytes kStreamedGroup = dn::kMiB * 8;

Bytes largest_network(const NetworkPool& pool, const DrawnSet& drawn) {
  Bytes largest;
  for (const std::size_t network : drawn.networks)
    largest = std::max(largest, pool[network].weights);
  return largest;
}

std::string plan_text(const NetworkPool& pool, const DrawnSet& drawn, SetPlan plan) {
  if (plan == SetPlan::kOurs) return "preemption: group\n";
  const Bytes group = plan == SetPlan::kOnDemand ? largest_network(pool, drawn) : kStreamedGroup;
  return fmt::format("preemption: none\ngroup: {}B\n", group.value);
}

// Where none is given it is the period.
std::string deadline_text(const TaskSpec& task) {
  if (task.deadline == task.period) return "";
  return fmt::format("deadline: {}ns, ", task.deadline.count());
}

}  // namespace

std::string set_text(const NetworkPool& pool, const DrawnSet& drawn, Bytes limit, SetPlan plan) {
  std::string text =
      fmt::format("device: auto\nmemory_limit: {}B\npolicy: edf\non_miss: continue\n{}tasks:\n",
                  limit.value, plan_text(pool, drawn, plan));
  for (std::size_t i = 0; i < drawn.set.tasks.size(); ++i) {
    const TaskSpec& task = drawn.set.tasks[i];
    // Quoted as JSON, which YAML understands.
    fmt::format_to(std::back_inserter(text),
                   "  - {{name: {}, cfg: {}, weights: random:{}, input: random, precision: {}, "
                   "thresh: 1, period: {}ns, {}{}output: {{json: false}}}}\n",
                   task.name, dn::json_string(dn::file_name_of(task.cfg)), i + 1,
                   name_of(kPrecisionNames, task.precision), task.period.count(),
                   deadline_text(task), plan == SetPlan::kOurs ? "" : "retain: none, ");
  }
  return text;
}

bool largest_network_fits(const NetworkPool& pool, const DrawnSet& drawn, Bytes limit) {
  return drawn.fixed + largest_network(pool, drawn) <= limit;
}

}  // namespace rtswap
