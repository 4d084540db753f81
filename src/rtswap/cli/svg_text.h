// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <string_view>

namespace rtswap {

// Text as it stands between two tags.
std::string svg_text(std::string_view text);

}  // namespace rtswap
