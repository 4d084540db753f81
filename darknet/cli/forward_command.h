// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string>

namespace dn {

// `forward CFG WEIGHTS -input FILE`: raw numbers in, raw numbers out, layer by layer; for comparing
// engines.
int forward_command(std::span<const std::string> arguments);

}  // namespace dn
