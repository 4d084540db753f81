// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/nms.h"

#include <algorithm>
#include <cmath>

namespace dn {
namespace {

float overlap(const Box& a, const Box& b, const NmsOptions& options) noexcept {
  constexpr float kGreedyExponent = .6f;
  const float iou = intersection_over_union(a, b);
  if (options.kind == NmsKind::kDefault || iou <= options.threshold) return iou;
  const float exponent = options.kind == NmsKind::kGreedy ? kGreedyExponent : options.beta;
  return iou - std::pow(centre_distance_ratio(a, b), exponent);
}

}  // namespace

// The one place that sorts a list.
class Suppression {
 public:
  explicit Suppression(DetectionList& list) noexcept : list_(list) {}

  void by_class(int c, const NmsOptions& options) noexcept {
    const auto score = [&](int slot) -> float& { return list_.row(slot)[c]; };
    const int ranked = rank(score);
    for (int i = 0; i < ranked; ++i) {
      const int better = list_.slots_[i];
      if (score(better) == 0) continue;
      for (int j = i + 1; j < ranked; ++j) {
        const int other = list_.slots_[j];
        const bool same_object =
            score(other) != 0 &&
            overlap(list_.boxes_[better], list_.boxes_[other], options) > options.threshold;
        if (same_object) score(other) = 0;
      }
    }
  }

  void by_objectness(float threshold) noexcept {
    const auto score = [&](int slot) -> float& { return list_.objectness_[slot]; };
    const int ranked = rank(score);
    const NmsOptions options{NmsKind::kDefault, threshold, 0};
    for (int i = 0; i < ranked; ++i) {
      const int better = list_.slots_[i];
      if (score(better) == 0) continue;
      for (int j = i + 1; j < ranked; ++j) {
        const int other = list_.slots_[j];
        if (score(other) == 0 ||
            !(overlap(list_.boxes_[better], list_.boxes_[other], options) > threshold)) {
          continue;
        }
        score(other) = 0;
        std::ranges::fill(list_.row(other), 0.f);
      }
    }
  }

 private:
  // Brings the candidates with a score to the front, best first; ties and the rest keep their
  // order. Returns how many have one. (std::stable_sort would take heap memory.)
  template <typename Score>
  int rank(const Score& score) noexcept {
    int ranked = 0, rest = 0;
    for (int i = 0; i < list_.size_; ++i) {
      if (score(list_.slots_[i]) != 0) {
        list_.ranked_[ranked++] = i;
      } else {
        list_.scratch_[rest++] = list_.slots_[i];
      }
    }
    if (ranked == 0) return 0;
    std::sort(list_.ranked_.begin(), list_.ranked_.begin() + ranked, [&](int a, int b) {
      const float left = score(list_.slots_[a]), right = score(list_.slots_[b]);
      return left > right || (left == right && a < b);
    });
    for (int i = 0; i < ranked; ++i) list_.ranked_[i] = list_.slots_[list_.ranked_[i]];
    std::copy_n(list_.ranked_.begin(), ranked, list_.slots_.begin());
    std::copy_n(list_.scratch_.begin(), rest, list_.slots_.begin() + ranked);
    return ranked;
  }

  DetectionList& list_;
};

void suppress_by_class(DetectionList& list, const NmsOptions& options) noexcept {
  Suppression suppression(list);
  for (int c = 0; c < list.classes(); ++c) suppression.by_class(c, options);
}

void suppress_by_objectness(DetectionList& list, float threshold) noexcept {
  Suppression(list).by_objectness(threshold);
}

}  // namespace dn
