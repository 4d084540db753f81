// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "darknet/base/file.h"
#include "darknet/detect/detection_decoder.h"
#include "darknet/net/load_weights.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "test/support/expected_detection.h"
#include "test/support/golden_file.h"

// Trained detectors on photographs against the original Darknet: the stored input tensor through
// the whole network, its yolo outputs, and what is detected.
namespace dn::test {
namespace {

const std::string kGoldens = "../shared/golden/real/";
const std::string kWeights = "../shared/weights/";

// One empty name where ../shared is absent, so that the test skips.
std::vector<std::string> photographs() {
  std::vector<std::string> names = golden_names(kGoldens);
  if (names.empty()) names.emplace_back();
  return names;
}

// "yolo-fastest-1.1_dog" -> cfg and weights, without their extensions.
std::string model_path(const std::string& golden) {
  const std::string model = golden.substr(0, golden.rfind('_'));
  if (model == "yolo-fastest-1.0") return kWeights + "yolo-fastest-1.0-coco/yolo-fastest";
  return kWeights + model + "-coco/" + model;
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
  const nlohmann::json golden = load_golden(json_path);
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

INSTANTIATE_TEST_SUITE_P(Photographs, RealGoldens, testing::ValuesIn(photographs()),
                         [](const auto& info) { return golden_test_name(info.param); });

}  // namespace
}  // namespace dn::test
