// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <cmath>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

float logistic(float x) { return 1 / (1 + std::exp(-x)); }

TEST(GaussianYolo, EverythingButWidthAndHeightIsAProbability) {
  const Network network = network_from(
      "[Gaussian_yolo]\nclasses=2\nnum=2\nanchors=1,2,3,4\nmask=0,1\nscale_x_y=1.2\n", 2, 1, 22);
  const std::vector<float> input = [] {
    std::vector<float> values;
    for (int i = 0; i < 44; ++i) values.push_back(.1f * static_cast<float>(i) - 2);
    return values;
  }();
  const auto out = run_with(network, {}, input)[0];
  for (int i = 0; i < 44; ++i) {
    const int entry = i / 2 % 11;  // planar: two pixels per channel, 11 channels per anchor
    float want = logistic(input[i]);
    if (entry == 0 || entry == 2) want = want * 1.2f - .1f;
    if (entry == 4 || entry == 6) want = input[i];
    EXPECT_NEAR(out[i], want, 1e-6f) << i;
  }
}

TEST(GaussianYolo, TableRow) {
  const Network network = network_from(
      "[Gaussian_yolo]\nclasses=2\nnum=2\nanchors=1,2,3,4\nmask=0,1\niou_loss=giou\niou_normalizer="
      ".5\n"
      "yolo_point=left_top\n",
      1, 1, 22);
  EXPECT_EQ(network.layer(0).table_row(),
            "[Gaussian_yolo] iou loss: giou (1), iou_norm: 0.50, obj_norm: 1.00, cls_norm: 1.00, "
            "delta_norm: 1.00, scale: 1.00, point: 2");
}

TEST(GaussianYolo, RefusesNonsense) {
  const auto build = [](const std::string& options, int channels) {
    return network_from("[Gaussian_yolo]\nclasses=2\n" + options, 1, 1, channels);
  };
  EXPECT_THROW(build("num=2\nanchors=1,2,3,4\nmask=0,1\n", 21), Error);
  EXPECT_THROW(build("num=3\nanchors=1,2,3,4,5,6\n", 22), Error);
  EXPECT_THROW(build("num=2\nanchors=1,2,3,4\nmask=0,2\n", 22), Error);
  EXPECT_THROW(build("num=2\nanchors=1,2,3,4\nmask=0,1\nyolo_point=middle\n", 22), Error);
  EXPECT_THROW(build("num=2\nanchors=1,2,3,4\nmask=0,1\niou_loss=best\n", 22), Error);
}

}  // namespace
}  // namespace dn::test
