// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "rtswap/model/profile.h"

namespace rtswap {

enum class BarStyle { kAscii, kBlocks };

// Blocks on a terminal whose locale is UTF-8, else '#'.
BarStyle bar_style_of_stdout();

// A bar of at most `width` characters for `share` of the largest, 0 to 1; what is more than nothing
// has at least one mark.
std::string bar(double share, int width, BarStyle style);

// A profile for people: what was measured, the layers with bars for their time and bytes, the
// groupings, link, mapping and calls, and whether to trust it.
std::string profile_table(const Profile& profile, BarStyle style);

}  // namespace rtswap
