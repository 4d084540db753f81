// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string>

namespace rtswap {

// `darknet rtswap SUBCOMMAND ...`; arguments are those behind "rtswap". Returns the exit code;
// throws dn::Error.
int rtswap_command(std::span<const std::string> arguments);

}  // namespace rtswap
