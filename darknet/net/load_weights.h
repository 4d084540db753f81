// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>

#include "darknet/net/network.h"
#include "darknet/weights/network_weights.h"

namespace dn {

// Whether a weights argument is "random:SEED" instead of a path.
bool is_random_weights(const std::string& weights);

// Throws what load_weights() would throw, as far as that can be told without reading all of a file.
void check_weights(const Network& network, const std::string& path_or_random);

// The weights of a network from a .weights file, or for "random:SEED" those of the generator
// (weights/random_weights.h, gain 1): deterministic, for timing and comparing. Throws Error when
// the file does not belong to the network or the seed is not a number.
NetworkWeights load_weights(const Network& network, const std::string& path_or_random);

}  // namespace dn
