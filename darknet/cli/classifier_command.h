// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string>

namespace dn {

// `classifier predict DATA CFG WEIGHTS [IMAGE]`: the most probable classes of one picture, or of
// all that the standard input names. `arguments` start behind "classifier". Returns the exit code;
// throws Error.
int classifier_command(std::span<const std::string> arguments);

}  // namespace dn
