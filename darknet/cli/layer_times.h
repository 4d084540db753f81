// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "darknet/net/resident_network.h"

namespace dn {

// The table of `speed -layers`: what each layer takes in a run, slowest first. A layer's time is
// its median over `runs` runs, after some to warm up; one that is computed together with the layer
// before it has no row of its own. GFLOP/s as in Darknet's layer table, for the layers it counts.
std::string layer_time_table(ResidentNetwork& network, int runs);

}  // namespace dn
