// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string>

namespace dn {

// `weights info FILE [CFG]` and `weights random CFG OUT -seed S`.
int weights_command(std::span<const std::string> arguments);

}  // namespace dn
