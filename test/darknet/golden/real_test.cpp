// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "darknet/base/file.h"
#include "darknet/detect/detection_decoder.h"
#include "darknet/net/load_weights.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "test/support/expected_detection.h"

// Trained detectors on photographs against the original Darknet: the stored input tensor through
// the whole network, its yolo outputs, and what is detected.
namespace dn::test {
namespace {

const std::string kGoldens = "../shared/golden/real/";
const std::string kWeights = "../shared/weights/";

// Names without the ending; one empty name where ../shared is absent, so that the test skips.
std::vector<std::string> golden_names() {
  std::vector<std::string> names;
  std::error_code absent;
  for (const auto& entry : std::filesystem::directory_iterator(kGoldens, absent)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  if (names.empty()) names.emplace_back();
  return names;
}

// "yolo-fastest-1.1_dog" -> cfg and weights, without their extensions.
std::string model_path(const std::string& golden) {
  const std::string model = golden.substr(0, golden.rfind('_'));
  if (model == "yolo-fastest-1.0") return kWeights + "yolo-fastest-1.0-coco/yolo-fastest";
  return kWeights + model + "-coco/" + model;
}

std::vector<float> read_floats(const std::string& path) {
  const std::vector<std::byte> bytes = read_binary_file(path);
  std::vector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return values;
}

void expect_outputs(const nlohmann::json& outputs, const ResidentNetwork& resident) {
  for (const auto& record : outputs) {
    const int layer = record["layer"];
    const std::vector<float> want = read_floats(kGoldens + record["file"].get<std::string>());
    std::vector<float> got(resident.output(layer).size());
    channels_last_to_planar(resident.network().layer(layer).out(), resident.output(layer), got);
    ASSERT_EQ(got.size(), want.size());
    const double noise = record["noise_max_abs_vs_strict_build"];
    for (std::size_t i = 0; i < want.size(); ++i) {
      ASSERT_NEAR(got[i], want[i], 1e-4 + 20 * noise) << "layer " << layer << ", element " << i;
    }
  }
}

class RealGoldens : public testing::TestWithParam<std::string> {};

TEST_P(RealGoldens, OutputsAndDetections) {
  if (GetParam().empty()) GTEST_SKIP() << kGoldens << " is absent";
  const std::string model = model_path(GetParam());
  if (!file_exists(model + ".weights")) GTEST_SKIP() << model << ".weights is absent";
  const std::string json_path = kGoldens + GetParam() + ".json";
  std::ifstream file(json_path);
  const auto golden = nlohmann::json::parse(file);
  const Network network = Network::load(model + ".cfg");
  ResidentNetwork resident(network, load_weights(network, model + ".weights"));
  const auto input = read_floats(kGoldens + golden["input_file"].get<std::string>());
  ASSERT_EQ(input.size(), network.input().count());
  planar_to_channels_last(network.input(), input, resident.input());
  resident.run();
  expect_outputs(golden["outputs"], resident);

  const ExpectedDetections want = load_expected_detections(json_path);
  const Shape& shape = network.input();
  const InputMapping mapping =
      want.letterbox ? InputMapping::letterbox(want.image_w, want.image_h, shape.w, shape.h)
                     : InputMapping{};
  const DetectionDecoder decoder(network);
  DetectionList list(decoder.max_candidates(), decoder.classes());
  decoder.decode(resident.compiled(), 0, {want.threshold, .5f, 0}, mapping, list);
  expect_same_order(list, want.before_nms);
  decoder.decode(resident.compiled(), 0, {want.threshold, .5f, want.nms_threshold}, mapping, list);
  expect_same_set(list, want.after_nms);
}

INSTANTIATE_TEST_SUITE_P(Photographs, RealGoldens, testing::ValuesIn(golden_names()),
                         [](const auto& info) {
                           std::string name = info.param.empty() ? "absent" : info.param;
                           std::ranges::replace_if(
                               name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
                           return name;
                         });

}  // namespace
}  // namespace dn::test
