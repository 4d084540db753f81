// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "darknet/base/aligned_buffer.h"
#include "darknet/layers/convolution_weights.h"
#include "darknet/layers/kernel.h"
#include "darknet/layers/recurrent_convolution.h"

namespace dn {

// The convolutions of a recurrent layer, packed one after the other into one part. Their batch
// normalisation is always folded. They run one at a time and share one scratch. Convolver is the
// backend's: dn::Convolver or dn::cuda::Convolver.
template <typename Convolver>
class ConvolutionGroup {
 public:
  using Maker = std::function<std::unique_ptr<Convolver>(const ConvolutionProblem&)>;

  ConvolutionGroup(int layer, const RecurrentConvolution& shared, Maker make)
      : layer_(layer), shared_(shared), make_(std::move(make)) {}

  // The next sub-layer, from `channels` to `filters` on an image of the size of `image`.
  void add(const Shape& image, int channels, int filters) {
    constexpr Bytes kAlign{kAlignment};
    ConvolutionProblem problem{image, image, shared_.geometry, shared_.activation};
    problem.in.c = channels;
    problem.out.c = filters;
    auto convolver = make_(problem);
    workspace_ = std::max(workspace_, convolver->workspace());
    const Bytes biases = total_ + align_up(convolver->weight_bytes(), kAlign);
    members_.push_back({std::move(convolver), total_, biases});
    total_ = biases + align_up(floats_to_bytes(filters), kAlign);
  }

  Bytes bytes() const { return total_; }
  Bytes workspace() const { return workspace_; }
  // As Kernel::packing().
  std::string packing() const {
    std::string layouts;
    for (const Member& member : members_)
      layouts += (layouts.empty() ? "" : "; ") + member.convolver->layout();
    return layouts;
  }
  void pack(const NetworkWeights& weights, std::byte* packed) const {
    std::memset(packed, 0, total_.value);
    for (int sub = 0; sub < static_cast<int>(members_.size()); ++sub) {
      const Member& member = members_[sub];
      const ConvolutionWeights folded = fold_sub_convolution(shared_, weights, layer_, sub);
      member.convolver->pack(folded.weights, packed + member.weights.value);
      std::memcpy(packed + member.biases.value, folded.biases.data(),
                  folded.biases.size() * sizeof(float));
    }
  }
  // Where the i-th reads and writes; `scratch` has workspace() bytes and is 64-byte aligned. A
  // GPU's convolver also takes its stream.
  template <typename In, typename Out, typename... Stream>
  void bind(int i, const In* in, Out* out, const std::byte* packed, std::byte* scratch,
            Stream&... stream) {
    const Member& member = members_[i];
    const auto* biases = reinterpret_cast<const float*>(packed + member.biases.value);
    member.convolver->bind({in, packed + member.weights.value, biases, nullptr, out, scratch},
                           stream...);
  }
  void run(int i) noexcept { members_[i].convolver->run(); }

 private:
  struct Member {
    std::unique_ptr<Convolver> convolver;
    Bytes weights, biases;  // offsets in the part
  };

  int layer_;
  RecurrentConvolution shared_;
  Maker make_;
  std::vector<Member> members_;
  Bytes total_, workspace_;
};

}  // namespace dn
