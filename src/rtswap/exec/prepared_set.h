// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "darknet/device/device.h"
#include "darknet/net/compiled_network.h"
#include "rtswap/exec/input_source.h"
#include "rtswap/exec/job_result.h"
#include "rtswap/exec/post_processor.h"
#include "rtswap/exec/spsc_ring.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/task_set.h"

namespace rtswap {

// A distinct network of a task set: tasks with the same cfg and weights share it, and so share its
// weights' memory.
struct PreparedNetwork {
  std::string name;                      // for messages: the cfg's file name
  std::string place;                     // for errors: the first task that uses it, and where
  std::string cfg;                       // the text
  std::unique_ptr<dn::Network> network;  // its address stays the same
  std::string weights;                   // a path, or "random:SEED"; checked, not read yet
  bool pack_cache = false;               // its packed weights may be kept in a file
};

struct PreparedTask {
  std::uint32_t network = 0;
  std::unique_ptr<dn::CompiledNetwork> compiled;
  std::unique_ptr<InputSource> input;  // null: somebody else fills the network's input
  std::unique_ptr<PostProcessor> post;
  std::unique_ptr<SpscRing<JobResult>> results;  // from the task's thread to the reporter
  JobResult spare;                               // for a job whose result finds the ring full

  // Scratch of its jobs: what kernels need, and before the first of them runs, what a picture does.
  dn::Bytes workspace_bytes() const;
};

// A task set with everything read, checked and compiled, but without weights and device memory:
// what the planner needs to know, and what the executor then runs.
struct PreparedSet {
  std::shared_ptr<dn::Device> device;  // what all of it was compiled for
  std::vector<PreparedNetwork> networks;
  std::vector<PreparedTask> tasks;  // by TaskId
};

// Which of a set's distinct networks each task uses, by TaskId: numbered from 0 in the order in
// which tasks use them first. Tasks share a network where its weights are packed alike.
std::vector<std::uint32_t> networks_of_tasks(const TaskSetSpec& set);

// Opens the device and reads every file of the set but the weights, of which it only checks that
// they fit. Throws dn::Error with the task's place for whatever is wrong. Sets the number of
// compute threads of the calling thread: kernels are prepared for it.
PreparedSet prepare(const TaskSetSpec& set);

// Whether the packed weights of the task's network may be kept in a file.
bool may_have_pack_file(const TaskSetSpec& set, const TaskSpec& task);

MemoryNeeds memory_needs(const TaskSetSpec& set, const PreparedSet& prepared);
// What a task says of its network's memory. Tasks that share a network share what is retained of
// it: the smallest of their sizes counts, and it is an error where two want opposites.
void add_retain_rules(const TaskSpec& spec, NetworkNeeds& network);

}  // namespace rtswap
