// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "darknet/weights/network_weights.h"

// Deterministic weights and inputs, drawn by splitmix64. Anyone with these few lines of arithmetic
// can make the same file bit by bit, so two engines can be compared layer by layer without
// exchanging weights. docs/generator.md defines it.
namespace dn {

struct GeneratorOptions {
  std::uint64_t seed = 1;
  double gain = 1.0;
  // Layer -> scale of its pre-activations: the variance of a layer with batch normalisation, the
  // weight scale of one without.
  std::map<int, double> calibration;
};

NetworkWeights random_weights(std::vector<WeightSlots> slots, const GeneratorOptions& options);

// The network input of a frame in planar order, uniform in [0, 1).
std::vector<float> random_input(std::uint64_t seed, int frame, std::size_t count);

}  // namespace dn
