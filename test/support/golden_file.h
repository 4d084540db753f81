// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "darknet/layers/kernel.h"
#include "darknet/net/network.h"
#include "darknet/weights/network_weights.h"

// What the golden folders of ../shared have in common: a JSON file per case, which names the cfg,
// how the weights are drawn and how to run, and raw float32 files.
namespace dn::test {

// The names of the cases in a folder (its JSON files without the ending), sorted; empty where it is
// absent.
std::vector<std::string> golden_names(const std::string& folder);
nlohmann::json load_golden(const std::string& json_path);
std::vector<float> read_floats(const std::string& path);

// "mode": fused, raw or binary.
WeightsMode golden_mode(const nlohmann::json& golden);
// The weights that "seed", "gain" and "cal" describe.
NetworkWeights golden_weights(const Network& network, const nlohmann::json& golden);

// The name of a parameterised test: letters, digits and '_' only; "absent" for an empty name.
std::string golden_test_name(std::string name);

}  // namespace dn::test
