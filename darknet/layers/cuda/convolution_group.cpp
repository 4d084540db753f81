// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/cuda/convolution_group.h"

#include <algorithm>
#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "darknet/layers/convolution_weights.h"

namespace dn::cuda {

void ConvolutionGroup::add(const Shape& image, int channels, int filters) {
  constexpr Bytes kAlign{kAlignment};
  ConvolutionProblem problem{image, image, shared_.geometry, shared_.activation};
  problem.in.c = channels;
  problem.out.c = filters;
  auto convolver = make_convolver(problem, precision_);
  workspace_ = std::max(workspace_, convolver->workspace());
  const Bytes biases = total_ + align_up(convolver->weight_bytes(), kAlign);
  members_.push_back({std::move(convolver), total_, biases});
  total_ = biases + align_up(floats_to_bytes(filters), kAlign);
}

std::string ConvolutionGroup::packing() const {
  std::string layouts;
  for (const Member& member : members_) {
    layouts += (layouts.empty() ? "" : "; ") + member.convolver->layout();
  }
  return layouts;
}

void ConvolutionGroup::pack(const NetworkWeights& weights, std::byte* packed) const {
  std::memset(packed, 0, total_.value);
  for (int sub = 0; sub < static_cast<int>(members_.size()); ++sub) {
    const Member& member = members_[sub];
    const ConvolutionWeights folded = fold_sub_convolution(shared_, weights, layer_, sub);
    member.convolver->pack(folded.weights, packed + member.weights.value);
    std::memcpy(packed + member.biases.value, folded.biases.data(),
                folded.biases.size() * sizeof(float));
  }
}

void ConvolutionGroup::bind(int i, const void* in, void* out, const std::byte* packed,
                            std::byte* scratch, Stream& stream) {
  const Member& member = members_[i];
  member.convolver->bind(
      {in, packed + member.weights.value,
       reinterpret_cast<const float*>(packed + member.biases.value), nullptr, out, scratch},
      stream);
}

}  // namespace dn::cuda
