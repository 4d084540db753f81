// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string>

namespace dn {

// `image draw OUT`: a drawn street scene, where no photograph is at hand.
int image_command(std::span<const std::string> arguments);

}  // namespace dn
