// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "darknet/layers/kernel.h"
#include "darknet/layers/recurrent_convolution.h"

namespace dn {

// The convolutions of a recurrent layer, packed one after the other into one part. Their batch
// normalisation is always folded. They run one at a time and share one scratch.
class ConvolutionGroup {
 public:
  ConvolutionGroup(int layer, const RecurrentConvolution& shared, bool reference)
      : layer_(layer), shared_(shared), reference_(reference) {}

  // The next sub-layer, from `channels` to `filters` on an image of the size of `image`.
  void add(const Shape& image, int channels, int filters);

  Bytes bytes() const { return total_; }
  Bytes workspace() const { return workspace_; }
  std::string packing() const;  // as Kernel::packing()
  void pack(const NetworkWeights& weights, std::byte* packed) const;
  // Where the i-th reads and writes; `scratch` has workspace() bytes and is 64-byte aligned.
  void bind(int i, const float* in, float* out, const std::byte* packed, std::byte* scratch);
  void run(int i) noexcept { members_[i].convolver->run(); }

 private:
  struct Member {
    std::unique_ptr<Convolver> convolver;
    Bytes weights, biases;  // offsets in the part
  };

  int layer_;
  RecurrentConvolution shared_;
  bool reference_;
  std::vector<Member> members_;
  Bytes total_, workspace_;
};

}  // namespace dn
