// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <string_view>

namespace dn {

// "text" with its quotes, escaped as JSON wants it. What is not UTF-8 stays as it is.
std::string json_string(std::string_view text);

}  // namespace dn
