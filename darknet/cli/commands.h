// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dn {

// A command of the engine's command line: `darknet NAME arguments...`.
struct Command {
  std::string_view name;
  std::string_view help;  // one line
  // Gets what follows the name and returns the exit code; throws Error.
  int (*function)(std::span<const std::string> arguments);
};

std::span<const Command> commands();

// Throws Error for a name that is none.
const Command& find_command(std::string_view name);

}  // namespace dn
