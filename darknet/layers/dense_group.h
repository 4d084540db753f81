// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/layers/dense_packing.h"

namespace dn {

// The connected matrices of a recurrent layer, packed one after the other into one part. D is the
// backend's: made from a DenseProblem, with packing() and run(block, ...).
template <typename D>
class DenseGroup {
 public:
  void add(const DenseProblem& problem) {
    members_.push_back({D(problem), total_, {0, problem.rows(), nullptr}});
    total_ += members_.back().dense.packing().bytes(problem.rows());
  }

  Bytes bytes() const { return total_; }
  void pack(const NetworkWeights& weights, std::byte* packed) const {
    for (const Member& member : members_) {
      member.dense.packing().pack(weights, 0, member.block.rows, packed + member.offset.value);
    }
  }
  void bind(const std::byte* packed) {
    for (Member& member : members_) member.block.packed = packed + member.offset.value;
  }
  // Computes the i-th matrix; the arguments are those of D::run() behind the block.
  template <typename... Arguments>
  void run(int i, Arguments&&... arguments) const noexcept {
    members_[i].dense.run(members_[i].block, arguments...);
  }

 private:
  struct Member {
    D dense;
    Bytes offset;
    DenseBlock block;
  };
  std::vector<Member> members_;
  Bytes total_;
};

}  // namespace dn
