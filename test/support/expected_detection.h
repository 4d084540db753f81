// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <map>
#include <string>
#include <vector>

#include "darknet/detect/detection_list.h"

// Detections as the golden files of ../shared hold them, and their comparison with a list.
namespace dn::test {

struct ExpectedDetection {
  Box box;
  float objectness = 0;
  std::map<int, float> probabilities;  // only those above 0
};

struct ExpectedDetections {
  int image_w = 0, image_h = 0;
  bool letterbox = false;
  float threshold = 0, nms_threshold = 0;
  std::vector<ExpectedDetection> before_nms, after_nms;
};

// The `det` object of a golden JSON file.
ExpectedDetections load_expected_detections(const std::string& json_path);

// Fail the test unless the candidates with a class are the expected ones: one by one in this order,
// or as a set. Probabilities and objectness within 1e-3; box numbers within 1e-3, or that part of
// them where they are larger than 1.
void expect_same_order(const DetectionList& list, const std::vector<ExpectedDetection>& want);
void expect_same_set(const DetectionList& list, const std::vector<ExpectedDetection>& want);

}  // namespace dn::test
