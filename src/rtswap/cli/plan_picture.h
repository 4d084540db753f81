// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/model/swap_plan.h"

namespace rtswap {

// The memory map of a plan as an SVG document: chunks from left to right, and for each network its
// groups from top to bottom in the order they run, each where its chunks are. Retained groups are
// dark, streamed ones light; each says what it is when pointed at.
std::string plan_picture(const SwapPlan& plan, const MemoryNeeds& needs);

}  // namespace rtswap
