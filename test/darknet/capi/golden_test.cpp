// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "darknet/base/file.h"
#include "darknet/capi/detection_arrays.h"
#include "darknet/include/darknet.h"
#include "test/support/expected_detection.h"

// A trained detector on a photograph, through the C interface alone, against the original Darknet.
namespace dn::test {
namespace {

TEST(CApiGolden, DetectionsOfAPhotograph) {
  const std::string golden = "../shared/golden/real/";
  const std::string model = "../shared/weights/yolo-fastest-1.1-coco/yolo-fastest-1.1";
  if (!file_exists(golden) || !file_exists(model + ".weights")) {
    GTEST_SKIP() << golden << " or " << model << ".weights is absent";
  }
  const auto expected = load_expected_detections(golden + "yolo-fastest-1.1_dog.json");
  const std::vector<std::byte> bytes = read_binary_file(golden + "inputs/dog_320x320.bin");
  std::vector<float> input(bytes.size() / sizeof(float));
  std::memcpy(input.data(), bytes.data(), bytes.size());

  network* net = load_network((model + ".cfg").c_str(), (model + ".weights").c_str(), 0);
  ASSERT_NE(net, nullptr);
  ASSERT_EQ(input.size(), 3u * network_width(net) * network_height(net));
  ASSERT_NE(network_predict(net, input.data()), nullptr);
  int count = 0;
  detection* found = get_network_boxes(net, expected.image_w, expected.image_h, expected.threshold,
                                       .5f, nullptr, 1, &count, 0);
  ASSERT_NE(found, nullptr);
  const int classes = 80;
  expect_same_order(list_of(found, count, classes), expected.before_nms);
  diounms_sort(found, count, classes, expected.nms_threshold, GREEDY_NMS, .6f);
  expect_same_set(list_of(found, count, classes), expected.after_nms);
  free_detections(found, count);
  free_network_ptr(net);
}

}  // namespace
}  // namespace dn::test
