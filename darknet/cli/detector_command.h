// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string>

namespace dn {

// `detector test DATA CFG WEIGHTS [IMAGE]`: finds objects in one picture, or in all that the
// standard input names. `arguments` start behind "detector". Returns the exit code; throws Error.
int detector_command(std::span<const std::string> arguments);

}  // namespace dn
