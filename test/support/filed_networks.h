// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "darknet/base/file.h"
#include "darknet/net/load_weights.h"
#include "darknet/weights/weights_file.h"
#include "rtswap/model/file_ring.h"
#include "rtswap/plan/planner.h"
#include "test/support/small_task_set.h"

namespace rtswap::test {

// The small networks with weights in files, in a directory that goes with this; so their packed
// weights can be in files, too.
class FiledNetworks {
 public:
  // A task of one of SmallNetworks, named like its weights file.
  TaskSpec task(const std::string& network, const std::string& name, Nanos period,
                const std::string& random) const {
    TaskSpec task = networks_.task(network, period);
    task.name = name;
    task.cfg = directory_.write(network + ".cfg", dn::read_text_file(task.cfg));
    task.weights = {directory_ / (name + ".weights"), {}};
    task.where = {"tasks.yaml", 7, 3};
    dn::write_weights_file(task.weights.path,
                           dn::load_weights(dn::Network::load(task.cfg), random));
    return task;
  }
  const std::string& directory() const { return directory_.path(); }

 private:
  SmallNetworks networks_;
  dn::test::TempDir directory_;
};

// The plan of a set as if there were no limit of host memory.
inline SwapPlan plan_in_memory(const TaskSetSpec& set) {
  const PreparedSet prepared = prepare(set);
  return make_plan(memory_needs(set, prepared), {set.memory_limit, *set.chunk, set.group});
}

// The smallest host_memory_limit: everything is in files, and the ring alone in memory.
inline dn::Bytes smallest_host_limit(const TaskSetSpec& set) {
  SwapPlan plan = plan_in_memory(set);
  for (NetworkPlan& network : plan.networks) network.tier = Tier::kFile;
  return file_ring(plan).size();
}

}  // namespace rtswap::test
