// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/micro_golden.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "darknet/base/error.h"
#include "darknet/base/file.h"

namespace dn::test {
namespace {

const std::string kFolder = "../shared/golden/micro";

WeightsMode parse_mode(const std::string& name) {
  if (name == "fused") return WeightsMode::kFused;
  if (name == "raw") return WeightsMode::kRaw;
  if (name == "binary") return WeightsMode::kBinary;
  throw bad_input("unknown mode '" + name + "' in a golden file");
}

MicroSegment read_segment(const nlohmann::json& json, const std::vector<std::byte>& data) {
  MicroSegment segment{json.at("frame"), json.at("layer"), {}, json.at("std"), 0};
  segment.noise = json.at("noise_max_abs");
  const std::size_t offset = json.at("offset"), count = json.at("n");
  if ((offset + count) * sizeof(float) > data.size()) throw bad_input("a golden file is too short");
  segment.values.resize(count);
  if (count > 0) {
    std::memcpy(segment.values.data(), data.data() + offset * sizeof(float), count * sizeof(float));
  }
  return segment;
}

}  // namespace

std::vector<std::string> micro_golden_names() {
  std::vector<std::string> names;
  if (!is_directory(kFolder)) return names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem());
  }
  std::ranges::sort(names);
  return names;
}

MicroGolden load_micro_golden(const std::string& name) {
  const auto json = nlohmann::json::parse(read_text_file(join_path(kFolder, name + ".json")));
  const std::vector<std::byte> data = read_binary_file(join_path(kFolder, name + ".bin"));
  MicroGolden golden;
  golden.cfg_path = join_path(kFolder, json.at("cfg"));
  golden.seed = json.at("seed");
  golden.gain = json.at("gain");
  golden.mode = parse_mode(json.at("mode"));
  golden.frames = json.at("frames");
  for (const auto& [layer, value] : json.at("cal").items()) {
    golden.calibration[std::stoi(layer)] = value;
  }
  for (const auto& segment : json.at("segments")) {
    golden.segments.push_back(read_segment(segment, data));
  }
  return golden;
}

}  // namespace dn::test
