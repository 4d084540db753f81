// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

namespace dn {

// Centre and sides, relative to the image (1 = its width or height).
struct Box {
  float x = 0, y = 0, w = 0, h = 0;
};

// Area of the intersection over area of the union; 0 for boxes that do not meet.
float intersection_over_union(const Box& a, const Box& b) noexcept;

// The squared distance of the centres over the squared diagonal of the smallest box around both
// (Zheng et al., "Distance-IoU Loss", AAAI 2020); 0 where that box is a point.
float centre_distance_ratio(const Box& a, const Box& b) noexcept;

}  // namespace dn
