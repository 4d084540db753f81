// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <vector>

namespace dn {

// The kinds of parameter array a layer can own. The values are the tensor numbers of the weight
// generator.
enum class WeightKind { kBiases = 0, kScales = 1, kMeans = 2, kVariances = 3, kWeights = 4 };

// How the generator draws the weights of a kWeights slot.
enum class WeightDraw { kFanIn, kShortcut, kImplicit };

// One parameter array of a layer as it stands in a .weights file. A layer lists its slots in file
// order; reading, writing, counting and generating weights all work from that list alone.
struct WeightSlot {
  WeightKind kind = WeightKind::kWeights;
  std::size_t count = 0;
  std::size_t fan_in = 1;  // for kFanIn
  WeightDraw draw = WeightDraw::kFanIn;
  int sub = 0;          // number of the sub-layer (recurrent layers), 0 for plain layers
  bool in_file = true;  // false with dontload / dontloadscales: stays zero
  // A connected matrix [rows][columns] that files with a version above 1000 hold transposed; 0 =
  // not such a matrix.
  std::size_t transposable_rows = 0;
};

using WeightSlots = std::vector<WeightSlot>;

}  // namespace dn
