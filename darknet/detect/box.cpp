// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/box.h"

#include <algorithm>

namespace dn {
namespace {

struct Interval {
  float from, to;
};

Interval interval(float centre, float side) { return {centre - side / 2, centre + side / 2}; }

float overlap(Interval a, Interval b) { return std::min(a.to, b.to) - std::max(a.from, b.from); }
float hull(Interval a, Interval b) { return std::max(a.to, b.to) - std::min(a.from, b.from); }

}  // namespace

float intersection_over_union(const Box& a, const Box& b) noexcept {
  const float w = overlap(interval(a.x, a.w), interval(b.x, b.w));
  const float h = overlap(interval(a.y, a.h), interval(b.y, b.h));
  if (w <= 0 || h <= 0) return 0;
  const float intersection = w * h;
  const float both = a.w * a.h + b.w * b.h - intersection;
  return both > 0 ? intersection / both : 0;
}

float centre_distance_ratio(const Box& a, const Box& b) noexcept {
  const float w = hull(interval(a.x, a.w), interval(b.x, b.w));
  const float h = hull(interval(a.y, a.h), interval(b.y, b.h));
  const float diagonal = w * w + h * h;
  if (diagonal <= 0) return 0;
  const float dx = a.x - b.x, dy = a.y - b.y;
  return (dx * dx + dy * dy) / diagonal;
}

}  // namespace dn
