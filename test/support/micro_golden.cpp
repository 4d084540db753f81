// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/micro_golden.h"

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "test/support/golden_file.h"

namespace dn::test {
namespace {

MicroSegment read_segment(const nlohmann::json& json, const std::vector<float>& data) {
  MicroSegment segment{json.at("frame"), json.at("layer"), {}, json.at("std"), 0};
  segment.noise = json.at("noise_max_abs");
  const std::size_t offset = json.at("offset"), count = json.at("n");
  if (offset + count > data.size()) throw bad_input("a golden file is too short");
  const auto first = data.begin() + static_cast<std::ptrdiff_t>(offset);
  segment.values.assign(first, first + static_cast<std::ptrdiff_t>(count));
  return segment;
}

}  // namespace

MicroGolden load_micro_golden(const std::string& name) {
  MicroGolden golden;
  golden.settings = load_golden(join_path(kMicroGoldens, name + ".json"));
  golden.cfg_path = join_path(kMicroGoldens, golden.settings.at("cfg"));
  golden.frames = golden.settings.at("frames");
  const std::vector<float> data = read_floats(join_path(kMicroGoldens, name + ".bin"));
  for (const auto& segment : golden.settings.at("segments")) {
    golden.segments.push_back(read_segment(segment, data));
  }
  return golden;
}

}  // namespace dn::test
