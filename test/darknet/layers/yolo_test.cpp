// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/yolo.h"

#include <gtest/gtest.h>

#include <cmath>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

float sigmoid(float x) { return 1.f / (1.f + std::exp(-x)); }

std::string yolo(const std::string& options) {
  return "[yolo]\nclasses=2\nnum=2\nanchors=10,20, 30,40\n" + options;
}

// One cell per pixel; the raw numbers come straight from the network's input, planar.
std::vector<float> ramp(std::size_t count) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = .1f * static_cast<float>(i % 41) - 2.f;
  return values;
}

TEST(Yolo, AppliesTheLogisticFunctionToAllButTheSides) {
  const Network network = network_from(yolo("scale_x_y=1.2\n"), 3, 2, 14);
  const std::vector<float> in = ramp(3 * 2 * 14);
  const auto out = run_with(network, {}, in)[0];
  ASSERT_EQ(out.size(), in.size());
  for (std::size_t i = 0; i < in.size(); ++i) {
    const std::size_t place = i / 6 % 7;  // inside an entry
    const float want = place < 2 ? sigmoid(in[i]) * 1.2f - .1f : place < 4 ? in[i] : sigmoid(in[i]);
    EXPECT_NEAR(out[i], want, 1e-6f) << i;
  }
}

TEST(Yolo, NewCoordsOnlyScales) {
  const Network network = network_from(yolo("new_coords=1\nscale_x_y=2\n"), 3, 2, 14);
  const std::vector<float> in = ramp(3 * 2 * 14);
  const auto out = run_with(network, {}, in)[0];
  for (std::size_t i = 0; i < in.size(); ++i) {
    EXPECT_NEAR(out[i], i / 6 % 7 < 2 ? in[i] * 2 - .5f : in[i], 1e-6f) << i;
  }
}

TEST(Yolo, TakesTheOutputOfAConvolution) {
  expect_fast_matches_reference(
      "[convolutional]\nfilters=14\nsize=1\nactivation=linear\n" + yolo(""), 5, 4, 3);
}

TEST(Yolo, MaskChoosesAnchors) {
  const Network network = network_from(
      "[yolo]\nclasses=1\nnum=3\nmask=2,0 # trailing\nanchors=1,2, 3,4, 5,6\n", 4, 4, 12);
  const auto& layer = static_cast<const YoloLayer&>(network.layer(0));
  ASSERT_EQ(layer.anchors().size(), 2u);
  EXPECT_EQ(layer.anchors()[0].w, 5);
  EXPECT_EQ(layer.anchors()[1].h, 2);
}

TEST(Yolo, TableRow) {
  const Network network = network_from(yolo("iou_loss=ciou\niou_normalizer=.07\n"), 3, 2, 14);
  EXPECT_EQ(network.layer(0).table_row(),
            "yolo\n[yolo] params: iou loss: ciou (4), iou_norm: 0.07, obj_norm: 1.00, "
            "cls_norm: 1.00, delta_norm: 1.00, scale_x_y: 1.00");
}

TEST(Yolo, RefusesNonsense) {
  const auto build = [](const std::string& section) { return network_from(section, 4, 4, 14); };
  EXPECT_NO_THROW(build(yolo("")));
  EXPECT_THROW(build(yolo("mask=2\n")), Error);
  EXPECT_THROW(build(yolo("mask=-1\n")), Error);
  EXPECT_THROW(build(yolo("mask=\n")), Error);
  EXPECT_THROW(build(yolo("mask=0\n")), Error);  // one anchor needs 7 channels
  EXPECT_THROW(build(yolo("nms_kind=fast\n")), Error);
  EXPECT_THROW(build(yolo("iou_loss=xiou\n")), Error);
  EXPECT_THROW(build("[yolo]\nclasses=2147483647\nnum=1\nanchors=1,2\n"), Error);
  EXPECT_THROW(build("[yolo]\nclasses=2\nnum=2147483647\nanchors=1,2\n"), Error);
  EXPECT_THROW(build("[yolo]\nclasses=0\nnum=2\nanchors=1,2,3,4\n"), Error);
  EXPECT_THROW(build("[yolo]\nclasses=2\nnum=2\nanchors=1,2,3\n"), Error);
  EXPECT_THROW(build("[yolo]\nclasses=2\nnum=2\nanchors=1,2\n"), Error);
  EXPECT_THROW(build("[yolo]\nclasses=2\nnum=2\nanchors=1,2,0,4\n"), Error);
  EXPECT_THROW(build("[yolo]\nclasses=2\nnum=0\nanchors=1,2\n"), Error);
}

TEST(Yolo, ErrorNamesTheLineAndTheRemedy) {
  try {
    network_from("[yolo]\nclasses=3\nnum=2\nanchors=1,2,3,4\n", 4, 4, 14);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("test.cfg:6"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("filters=16"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace dn::test
