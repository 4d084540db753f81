// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/detection_list.h"

#include <algorithm>
#include <numeric>

namespace dn {

DetectionList::DetectionList(int capacity, int classes)
    : classes_(classes),
      boxes_(capacity),
      objectness_(capacity),
      probabilities_(static_cast<std::size_t>(capacity) * classes),
      slots_(capacity),
      scratch_(capacity),
      ranked_(capacity) {
  std::iota(slots_.begin(), slots_.end(), 0);
}

std::span<float> DetectionList::add(const Box& box, float objectness) noexcept {
  if (size_ == capacity()) {
    ++dropped_;
    return {};
  }
  const int slot = slots_[size_++];  // slots_ always is a permutation
  boxes_[slot] = box;
  objectness_[slot] = objectness;
  const std::span<float> probabilities = row(slot);
  std::ranges::fill(probabilities, 0.f);
  return probabilities;
}

ClassScore DetectionList::best_class(int i, float threshold,
                                     std::span<const char> hidden) const noexcept {
  ClassScore best{-1, threshold};
  const std::span<const float> scores = probabilities(i);
  for (int c = 0; c < classes_; ++c) {
    if (scores[c] > best.probability && (hidden.empty() || hidden[c] == 0)) best = {c, scores[c]};
  }
  return best.index < 0 ? ClassScore{} : best;
}

}  // namespace dn
