// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>

#include "darknet/detect/detection_list.h"

namespace dn {

// The best.size() largest of `scores`, best first, the smaller index first among equals; returns
// how many there are (fewer only when there are fewer scores). noexcept, no heap.
int top_classes(std::span<const float> scores, std::span<ClassScore> best) noexcept;

}  // namespace dn
