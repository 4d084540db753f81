// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"

// A plan as it lies in a file, with what tells whether it belongs to a task set. Where the groups
// lie in a network's range follows from their steps, so it is not stored.
namespace rtswap {

struct StoredGroup {
  int first_step = 0;  // it ends where the next one begins
  bool retained = true;
  std::vector<std::uint32_t> chunks;  // its place

  bool operator==(const StoredGroup&) const = default;
};

struct StoredNetwork {
  std::string name;
  std::vector<dn::Bytes> step_weights;  // that it was planned with
  std::vector<StoredGroup> groups;

  bool operator==(const StoredNetwork&) const = default;
};

struct StoredPlan {
  dn::Bytes chunk;
  std::uint32_t retained_chunks = 0, streaming_chunks = 0;
  std::vector<StoredNetwork> networks;
  std::vector<std::uint32_t> levels{};  // preemption levels, by task

  bool operator==(const StoredPlan&) const = default;
};

}  // namespace rtswap
