// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <string_view>

namespace dn {

// 'text' for an error line: what is not printable ASCII or part of UTF-8 becomes '?', and after 60
// bytes "..." stands for the rest, so that a binary file given by mistake cannot garble a terminal.
std::string quote(std::string_view text);

}  // namespace dn
