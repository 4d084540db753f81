// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/detect/detection_list.h"
#include "darknet/layers/detection_options.h"

// Non-maximum suppression: of candidates that overlap too much only the best stays. noexcept, no
// heap: the list brings the room for sorting.
namespace dn {

struct NmsOptions {
  // Two boxes are one object when the metric is above `threshold`:
  //   kDefault  IoU (intersection over union);
  //   kGreedy   IoU - r^0.6, r = squared distance of the centres / squared diagonal around both;
  //   kDiou     IoU - r^beta (Distance-IoU: Zheng et al., AAAI 2020).
  NmsKind kind = NmsKind::kDefault;
  float threshold = .45f;
  float beta = .6f;
};

// Class by class: sorts the list by that class's probability (ties keep their order) and sets the
// probability to 0 where a better box of the class overlaps. The list stays in the order of the
// last class, as Darknet's does.
void suppress_by_class(DetectionList& list, const NmsOptions& options) noexcept;

// Whole boxes, by objectness and IoU: a suppressed box loses objectness and all probabilities.
void suppress_by_objectness(DetectionList& list, float threshold) noexcept;

}  // namespace dn
