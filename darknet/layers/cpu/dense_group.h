// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/layers/cpu/dense.h"

namespace dn {

// The connected matrices of a recurrent layer, packed one after the other into one part.
class DenseGroup {
 public:
  void add(const DenseProblem& problem);

  Bytes bytes() const { return total_; }
  void pack(const NetworkWeights& weights, std::byte* packed) const;
  void bind(const std::byte* packed);
  // Computes the i-th matrix for `images` vectors one after the other.
  void run(int i, int images, const float* in, float* out) const noexcept {
    members_[i].dense.run(members_[i].block, images, in, out);
  }

 private:
  struct Member {
    Dense dense;
    Bytes offset;
    Dense::Block block;
  };
  std::vector<Member> members_;
  Bytes total_;
};

}  // namespace dn
