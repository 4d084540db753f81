// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "darknet/cli/flags.h"
#include "darknet/net/network.h"

// What the commands that work on a cfg alone have in common.
namespace dn {

// "416,320" of a flag -> the network options; both 0 where the flag is absent.
NetworkOptions read_input_size(Flags& flags);

// The cfg as given, else in the project's cfg/.
std::string find_cfg(const std::string& name);

// The weights as given, else in the project's weights/; "random:SEED" stays as it is.
std::string find_weights(const std::string& name);

}  // namespace dn
