// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/cpu/dense_group.h"

namespace dn {

void DenseGroup::add(const DenseProblem& problem) {
  const Dense dense(problem);
  members_.push_back({dense, total_, {0, problem.outputs, nullptr}});
  total_ += dense.bytes(problem.outputs);
}

void DenseGroup::pack(const NetworkWeights& weights, std::byte* packed) const {
  for (const Member& member : members_) {
    member.dense.pack(weights, 0, member.block.rows, packed + member.offset.value);
  }
}

void DenseGroup::bind(const std::byte* packed) {
  for (Member& member : members_) member.block.packed = packed + member.offset.value;
}

}  // namespace dn
