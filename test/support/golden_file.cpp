// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/golden_file.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/weights/random_weights.h"

namespace dn::test {

std::vector<std::string> golden_names(const std::string& folder) {
  std::vector<std::string> names;
  if (!is_directory(folder)) return names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem());
  }
  std::ranges::sort(names);
  return names;
}

nlohmann::json load_golden(const std::string& json_path) {
  return nlohmann::json::parse(read_text_file(json_path));
}

std::vector<float> read_floats(const std::string& path) {
  const std::vector<std::byte> bytes = read_binary_file(path);
  std::vector<float> values(bytes.size() / sizeof(float));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return values;
}

WeightsMode golden_mode(const nlohmann::json& golden) {
  const std::string name = golden.at("mode");
  if (name == "fused") return WeightsMode::kFused;
  if (name == "raw") return WeightsMode::kRaw;
  if (name == "binary") return WeightsMode::kBinary;
  throw bad_input("unknown mode '" + name + "' in a golden file");
}

NetworkWeights golden_weights(const Network& network, const nlohmann::json& golden) {
  GeneratorOptions options{golden.at("seed"), golden.at("gain"), {}};
  for (const auto& [layer, scale] : golden.at("cal").items()) {
    options.calibration[std::stoi(layer)] = scale;
  }
  return random_weights(network.weight_slots(), options);
}

std::string golden_test_name(std::string name) {
  if (name.empty()) return "absent";
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

}  // namespace dn::test
