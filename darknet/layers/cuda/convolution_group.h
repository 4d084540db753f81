// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "darknet/layers/kernel.h"
#include "darknet/layers/recurrent_convolution.h"
#include "darknet/ops/cuda/convolution.h"

namespace dn::cuda {

// The convolutions of a recurrent layer, packed one after the other into one part. Their batch
// normalisation is always folded. They run one at a time and share one scratch.
class ConvolutionGroup {
 public:
  ConvolutionGroup(int layer, const RecurrentConvolution& shared, Precision precision)
      : layer_(layer), shared_(shared), precision_(precision) {}

  // The next sub-layer, from `channels` to `filters` on an image of the size of `image`.
  void add(const Shape& image, int channels, int filters);

  Bytes bytes() const { return total_; }
  Bytes workspace() const { return workspace_; }
  std::string packing() const;  // as Kernel::packing()
  void pack(const NetworkWeights& weights, std::byte* packed) const;
  // Where the i-th reads and writes, floats or with Precision::kFloat16 halves; `scratch` has
  // workspace() bytes and is 64-byte aligned.
  void bind(int i, const void* in, void* out, const std::byte* packed, std::byte* scratch,
            Stream& stream);
  void run(int i) noexcept { members_[i].convolver->run(); }

 private:
  struct Member {
    std::unique_ptr<Convolver> convolver;
    Bytes weights, biases;  // offsets in the part
  };

  int layer_;
  RecurrentConvolution shared_;
  Precision precision_;
  std::vector<Member> members_;
  Bytes total_, workspace_;
};

}  // namespace dn::cuda
