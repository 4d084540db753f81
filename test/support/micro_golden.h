// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

// The one-feature networks of ../shared/golden/micro, each with the full output of every layer as
// the original Darknet computes it.
namespace dn::test {

inline constexpr const char* kMicroGoldens = "../shared/golden/micro";

struct MicroSegment {
  int frame = 0, layer = -1;  // layer -1 is the network's input
  std::vector<float> values;  // planar order
  double standard_deviation = 0;
  double noise = 0;  // the largest difference between two builds of the original
};

struct MicroGolden {
  std::string cfg_path;
  nlohmann::json settings;  // as golden_mode() and golden_weights() want them
  int frames = 1;
  std::vector<MicroSegment> segments;  // frame by frame, input first
};

MicroGolden load_micro_golden(const std::string& name);

}  // namespace dn::test
