// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/base/mutex.h"
#include "rtswap/analysis/network_costs.h"
#include "rtswap/model/link.h"
#include "rtswap/plan/retention.h"

namespace rtswap {

// What depends on the parts of an optimal grouping.
struct GroupingProblem {
  std::vector<dn::Bytes> step_weights;
  NetworkCosts network;
  LinkSpec link;
  dn::Bytes largest, chunk;

  bool operator==(const GroupingProblem&) const = default;
};

// The optimal_grouping() of the medians.
std::vector<int> optimal_first_steps(const GroupingProblem& problem);

// What was worked out before, for whoever plans many sets of the same few networks. Any thread may
// ask; two that ask for the same thing at once may both work it out. Grows with every new problem
// and forgets none. All its members give what the functions give that they name.
class PlanMemo {
 public:
  // retention_choices()
  std::shared_ptr<const std::vector<Retention>> choices(const RetentionProblem& problem)
      EXCLUDES(mutex_);
  // optimal_first_steps()
  std::vector<int> first_steps(const GroupingProblem& problem) EXCLUDES(mutex_);

 private:
  struct KnownGrouping {
    GroupingProblem problem;
    std::vector<int> first_steps;
  };

  dn::Mutex mutex_;
  std::map<RetentionProblem, std::shared_ptr<const std::vector<Retention>>> choices_
      GUARDED_BY(mutex_);
  std::vector<KnownGrouping> groupings_ GUARDED_BY(mutex_);
};

}  // namespace rtswap
