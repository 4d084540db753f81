// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <map>
#include <string>
#include <vector>

#include "darknet/layers/kernel.h"

// The one-feature networks of ../shared/golden/micro, each with the full output of every layer as
// the original Darknet computes it.
namespace dn::test {

struct MicroSegment {
  int frame = 0, layer = -1;  // layer -1 is the network's input
  std::vector<float> values;  // planar order
  double standard_deviation = 0;
  double noise = 0;  // the largest difference between two builds of the original
};

struct MicroGolden {
  std::string cfg_path;
  std::uint64_t seed = 0;
  double gain = 1;
  WeightsMode mode = WeightsMode::kFused;
  int frames = 1;
  std::map<int, double> calibration;
  std::vector<MicroSegment> segments;  // frame by frame, input first
};

// The names of all cases, sorted; empty where ../shared is absent.
std::vector<std::string> micro_golden_names();
MicroGolden load_micro_golden(const std::string& name);

}  // namespace dn::test
