// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/expected_detection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

namespace dn::test {
namespace {

using Json = nlohmann::json;

std::vector<ExpectedDetection> read_detections(const Json& list) {
  std::vector<ExpectedDetection> all;
  for (const Json& item : list) {
    ExpectedDetection& detection = all.emplace_back();
    detection.box = {item["x"], item["y"], item["w"], item["h"]};
    detection.objectness = item["obj"];
    for (const Json& p : item["probs"]) {  // {"id", "p"} or [id, p]
      if (p.is_array()) {
        detection.probabilities[p[0]] = p[1];
      } else {
        detection.probabilities[p["id"]] = p["p"];
      }
    }
  }
  return all;
}

bool is_near(float got, float want) {
  constexpr float kTolerance = 1e-3f;
  return std::fabs(got - want) <= kTolerance * std::max(1.f, std::fabs(want));
}

// Candidates without any class count for nothing.
std::vector<int> with_class(const DetectionList& list) {
  std::vector<int> indices;
  for (int i = 0; i < list.size(); ++i) {
    if (list.best_class(i, 0).index >= 0) indices.push_back(i);
  }
  return indices;
}

bool matches(const DetectionList& list, int i, const ExpectedDetection& want) {
  const Box& box = list.box(i);
  const bool same_box = is_near(box.x, want.box.x) && is_near(box.y, want.box.y) &&
                        is_near(box.w, want.box.w) && is_near(box.h, want.box.h);
  if (!same_box || !is_near(list.objectness(i), want.objectness)) return false;
  for (int c = 0; c < list.classes(); ++c) {
    const auto found = want.probabilities.find(c);
    const float probability = found == want.probabilities.end() ? 0.f : found->second;
    // Zero on one side only would be a different decision, not rounding.
    const float got = list.probabilities(i)[c];
    if (!is_near(got, probability) || (got > 0) != (probability > 0)) return false;
  }
  return true;
}

}  // namespace

ExpectedDetections load_expected_detections(const std::string& json_path) {
  std::ifstream file(json_path);
  const Json det = Json::parse(file)["det"];
  return {det["image_w"],
          det["image_h"],
          det["letterbox"] != 0,
          det["thresh"],
          det["nms"],
          read_detections(det["before_nms"]),
          read_detections(det["after_nms"])};
}

void expect_same_order(const DetectionList& list, const std::vector<ExpectedDetection>& want) {
  const std::vector<int> got = with_class(list);
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < want.size(); ++i) {
    EXPECT_TRUE(matches(list, got[i], want[i])) << "candidate " << i;
  }
}

void expect_same_set(const DetectionList& list, const std::vector<ExpectedDetection>& want) {
  std::vector<int> got = with_class(list);
  EXPECT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < want.size(); ++i) {
    const auto found =
        std::ranges::find_if(got, [&](int candidate) { return matches(list, candidate, want[i]); });
    if (found == got.end()) {
      ADD_FAILURE() << "detection " << i << " at " << want[i].box.x << ", " << want[i].box.y
                    << " is missing";
    } else {
      got.erase(found);
    }
  }
}

}  // namespace dn::test
