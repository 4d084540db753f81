// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string>

namespace dn {

// `speed CFG [RUNS]`: how fast a network runs.
int speed_command(std::span<const std::string> arguments);

}  // namespace dn
