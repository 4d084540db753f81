// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "darknet/base/file.h"
#include "darknet/detect/detection_decoder.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"
#include "test/support/expected_detection.h"
#include "test/support/golden_file.h"

// The one-feature detection networks: candidates in the original's order, then what each kind of
// suppression leaves.
namespace dn::test {
namespace {

const std::string kGoldens = "../shared/golden/micro/";

// The original gives the boxes of [detection] alone in pixels.
void make_relative(std::vector<ExpectedDetection>& detections, int image_w, int image_h) {
  for (ExpectedDetection& detection : detections) {
    detection.box.x /= static_cast<float>(image_w);
    detection.box.w /= static_cast<float>(image_w);
    detection.box.y /= static_cast<float>(image_h);
    detection.box.h /= static_cast<float>(image_h);
  }
}

class MicroDetections : public testing::TestWithParam<const char*> {};

TEST_P(MicroDetections, BeforeAndAfterSuppression) {
  const std::string json_path = kGoldens + GetParam() + ".json";
  if (!file_exists(json_path)) GTEST_SKIP() << kGoldens << " is absent";
  const nlohmann::json golden = load_golden(json_path);
  const Network network = Network::load(kGoldens + golden["cfg"].get<std::string>());
  ResidentNetwork resident(network, golden_weights(network, golden));
  const auto input = random_input(golden["seed"], 0, network.input().count());
  planar_to_channels_last(network.input(), input, resident.input());
  resident.run();

  ExpectedDetections want = load_expected_detections(json_path);
  if (network.layer(network.layer_count() - 1).type() == std::string("detection")) {
    make_relative(want.before_nms, want.image_w, want.image_h);
    make_relative(want.after_nms, want.image_w, want.image_h);
  }
  const DetectionDecoder decoder(network);
  DetectionList list(decoder.max_candidates(), decoder.classes());
  decoder.decode(resident.compiled(), 0, {want.threshold, .5f, 0}, {}, list);
  expect_same_order(list, want.before_nms);
  decoder.decode(resident.compiled(), 0, {want.threshold, .5f, want.nms_threshold}, {}, list);
  expect_same_order(list, want.after_nms);
}

INSTANTIATE_TEST_SUITE_P(Names, MicroDetections,
                         testing::Values("yolo_scale_greedy", "yolo_new_coords_diou",
                                         "region_softmax", "region_nosoftmax", "gaussian_yolo",
                                         "gaussian_yolo_left_top", "detection_sqrt"));

}  // namespace
}  // namespace dn::test
