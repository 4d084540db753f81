// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string>

namespace dn {

// `net info CFG`: the layer table, and what the network needs of memory.
int net_command(std::span<const std::string> arguments);

}  // namespace dn
