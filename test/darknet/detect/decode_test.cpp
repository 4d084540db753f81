// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/decode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "test/support/layer_harness.h"
#include "test/support/temp_dir.h"

namespace dn::test {
namespace {

// A grid of 4 x 2 cells, two anchors, two classes; the network's input is the grid.
Network yolo_network(const std::string& options) {
  return network_from("[yolo]\nclasses=2\nnum=2\nanchors=2,1, 4,2\n" + options, 4, 2, 14);
}

Network region_network(const std::string& options) {
  return network_from("[region]\nclasses=2\nnum=2\nanchors=1,.5, 2,1\n" + options, 4, 2, 14);
}

class Output {
 public:
  Output() : values_(4 * 2 * 2 * 7, 0.f) {}
  float* entry(int column, int row, int anchor) {
    return values_.data() + ((row * 4 + column) * 2 + anchor) * 7;
  }
  void set(int column, int row, int anchor, const std::vector<float>& values) {
    std::ranges::copy(values, entry(column, row, anchor));
  }
  const std::vector<float>& values() const { return values_; }

 private:
  std::vector<float> values_;
};

void expect_box(const Box& box, float x, float y, float w, float h) {
  EXPECT_NEAR(box.x, x, 1e-6f);
  EXPECT_NEAR(box.y, y, 1e-6f);
  EXPECT_NEAR(box.w, w, 1e-6f);
  EXPECT_NEAR(box.h, h, 1e-6f);
}

DetectionList decode(const Network& network, const Output& output, float threshold,
                     const InputMapping& mapping = {}) {
  DetectionList list(16, 2);
  decode_yolo(static_cast<const YoloLayer&>(network.layer(0)), output.values(), threshold, mapping,
              list);
  return list;
}

DetectionList decode_v2(const Network& network, const Output& output, float threshold) {
  DetectionList list(16, 2);
  decode_region(static_cast<const RegionLayer&>(network.layer(0)), output.values(), threshold, .5f,
                {}, list);
  return list;
}

TEST(DecodeYolo, PlacesBoxes) {
  Output output;
  output.set(1, 1, 1, {.5f, .25f, std::log(2.f), 0.f, .8f, .5f, .25f});
  const DetectionList list = decode(yolo_network(""), output, .25f);
  ASSERT_EQ(list.size(), 1);
  // x (1+.5)/4, y (1+.25)/2, w 2*4/4, h 1*2/2
  expect_box(list.box(0), .375f, .625f, 2.f, 1.f);
  EXPECT_EQ(list.objectness(0), .8f);
  EXPECT_FLOAT_EQ(list.probabilities(0)[0], .4f);
  EXPECT_EQ(list.probabilities(0)[1], 0.f);  // .2 is not above the threshold
}

TEST(DecodeYolo, NewCoordinatesSquareTheSides) {
  Output output;
  output.set(0, 0, 0, {.5f, .5f, .5f, .25f, .8f, .5f, 0});
  const DetectionList list = decode(yolo_network("new_coords=1\n"), output, .25f);
  ASSERT_EQ(list.size(), 1);
  expect_box(list.box(0), .125f, .25f, .5f, .125f);  // (2*.5)^2*2/4, (2*.25)^2*1/2
}

TEST(DecodeYolo, ThresholdIsStrictAndOrderIsCellsThenAnchors) {
  Output output;
  output.set(3, 1, 0, {0, 0, 0, 0, .5f, 1, 0});
  output.set(0, 1, 1, {0, 0, 0, 0, .4f, 1, 0});
  output.set(0, 1, 0, {0, 0, 0, 0, .3f, 1, 0});
  output.set(2, 0, 0, {0, 0, 0, 0, .25f, 1, 0});
  const DetectionList list = decode(yolo_network(""), output, .25f);
  ASSERT_EQ(list.size(), 3);
  EXPECT_EQ(list.objectness(0), .3f);
  EXPECT_EQ(list.objectness(1), .4f);
  EXPECT_EQ(list.objectness(2), .5f);
}

TEST(DecodeYolo, NotANumberIsNotADetection) {
  Output output;
  output.set(0, 0, 0, {0, 0, 0, 0, std::nanf(""), 1, 1});
  EXPECT_EQ(decode(yolo_network(""), output, .25f).size(), 0);
}

TEST(DecodeYolo, UndoesTheLetterbox) {
  // A 200 x 100 image in a 100 x 100 input: 100 x 50 in the middle.
  const InputMapping mapping = InputMapping::letterbox(200, 100, 100, 100);
  expect_box(mapping.to_image({.5f, .5f, .5f, .25f}), .5f, .5f, .5f, .5f);
  expect_box(mapping.to_image({0, .25f, 0, 0}), 0, 0, 0, 0);
  expect_box(mapping.to_image({1, .75f, 0, 0}), 1, 1, 0, 0);
  // 30 x 41 in 10 x 10: the width is 30*10/41 = 7 whole pixels, 1.5 on either side.
  const InputMapping tall = InputMapping::letterbox(30, 41, 10, 10);
  expect_box(tall.to_image({.15f, 0, .7f, 1}), 0, 0, 1, 1);
  // So thin that nothing would be left of it.
  EXPECT_TRUE(std::isfinite(InputMapping::letterbox(10000, 1, 100, 100).to_image({}).y));
}

TEST(DecodeRegion, PlacesBoxes) {
  Output output;
  output.set(2, 1, 1, {0.f, 0.f, std::log(2.f), 0.f, .8f, .5f, .25f});
  output.set(3, 1, 1, {0.f, 0.f, 0.f, 0.f, .9f, .1f, .1f});  // no class above the threshold
  const DetectionList list = decode_v2(region_network(""), output, .25f);
  ASSERT_EQ(list.size(), 1);
  // x (2+.5)/4, y (1+.5)/2, w 2*2/4, h 1*1/2
  expect_box(list.box(0), .625f, .75f, 1.f, .5f);
  EXPECT_EQ(list.objectness(0), 1.f);
  EXPECT_FLOAT_EQ(list.probabilities(0)[0], .4f);
}

TEST(DecodeRegion, ClassfixDropsTheDoubtful) {
  Output output;
  output.set(0, 0, 0, {0, 0, 0, 0, .49f, .9f, 0});
  output.set(1, 0, 0, {0, 0, 0, 0, .51f, .9f, 0});
  EXPECT_EQ(decode_v2(region_network(""), output, .25f).size(), 2);
  EXPECT_EQ(decode_v2(region_network("classfix=-1\n"), output, .25f).size(), 1);
}

TEST(DecodeRegion, OfATreeTheMostSpecialClassAboveTheThreshold) {
  const TempDir dir;
  const std::string tree = dir.write("a.tree", "animal -1\nthing -1\ndog 0\ncat 0\n");
  const Network network = network_from(
      "[region]\nclasses=4\nnum=1\nsoftmax=1\nanchors=1,1\ntree=" + tree + "\n", 2, 1, 9);
  const auto& layer = static_cast<const RegionLayer&>(network.layer(0));
  ASSERT_EQ(layer.softmax_groups().size(), 2u);
  const std::vector<float> output{0, 0, 0, 0, .6f, .9f, .1f, .7f, .3f,   // dog: .9 * .7 = .63
                                  0, 0, 0, 0, .6f, .9f, .1f, .5f, .5f};  // animal: dog only .45
  DetectionList list(4, 4);
  decode_region(layer, output, .25f, .5f, {}, list);
  ASSERT_EQ(list.size(), 2);
  EXPECT_EQ(list.best_class(0, 0).index, 2);
  EXPECT_FLOAT_EQ(list.best_class(0, 0).probability, .63f);
  EXPECT_EQ(list.best_class(1, 0).index, 0);
  EXPECT_EQ(list.probabilities(1)[2], 0.f);
  list.clear();
  decode_region(layer, output, .7f, .5f, {}, list);  // the objectness must be above it
  EXPECT_EQ(list.size(), 0);
}

TEST(DecodeRegion, ATreeOfAnotherSizeIsRefused) {
  const TempDir dir;
  const std::string tree = dir.write("a.tree", "animal -1\nthing -1\n");
  EXPECT_THROW(
      network_from("[region]\nclasses=4\nnum=1\nanchors=1,1\ntree=" + tree + "\n", 2, 1, 9), Error);
  EXPECT_THROW(network_from("[region]\nclasses=4\nnum=1\nanchors=1,1\ntree=none\n", 2, 1, 9),
               Error);
}

DetectionList decode_gaussian(const std::string& options) {
  const Network network =
      network_from("[Gaussian_yolo]\nclasses=2\nnum=1\nanchors=2,1\n" + options, 4, 2, 11);
  std::vector<float> output(4 * 2 * 11, 0.f);
  // Cell (1, 1): x .5, y .25, both sides as the anchor, uncertainties .1 .2 .3 .4, objectness .8.
  std::ranges::copy(std::vector<float>{.5f, .1f, .25f, .2f, 0, .3f, 0, .4f, .8f, .5f, 1.f},
                    output.begin() + 5 * 11);
  DetectionList list(8, 2);
  decode_gaussian_yolo(static_cast<const GaussianYoloLayer&>(network.layer(0)), output, .4f, {},
                       list);
  return list;
}

TEST(DecodeGaussianYolo, UncertaintyLowersTheProbabilities) {
  const DetectionList list = decode_gaussian("");
  ASSERT_EQ(list.size(), 1);
  expect_box(list.box(0), .375f, .625f, .5f, .5f);
  EXPECT_EQ(list.objectness(0), .8f);
  EXPECT_EQ(list.probabilities(0)[0], 0.f);  // .8 * .5 * .75 = .3
  EXPECT_FLOAT_EQ(list.probabilities(0)[1], .8f * .75f);
}

TEST(DecodeGaussianYolo, PointsOfABox) {
  expect_box(decode_gaussian("yolo_point=left_top\n").box(0), .625f, .875f, .5f, .5f);
  expect_box(decode_gaussian("yolo_point=right_bottom\n").box(0), .125f, .375f, .5f, .5f);
}

TEST(DecodeDetection, PlacesBoxes) {
  // Two by two cells, one class, one box: 4 scores, 4 objectness values, 4 boxes.
  const Network network =
      network_from("[detection]\nside=2\nclasses=1\nnum=1\ncoords=4\nsqrt=1\n", 1, 1, 24);
  std::vector<float> output(24, 0.f);
  output[1] = .5f;      // score of the cell at the upper right
  output[4 + 1] = .8f;  // its objectness
  std::ranges::copy(std::vector<float>{.5f, .25f, .5f, .2f}, output.begin() + 8 + 4);
  output[4 + 2] = .9f;  // a box without a class
  DetectionList list(8, 1);
  decode_detection(static_cast<const DetectionLayer&>(network.layer(0)), output, .25f, {}, list);
  ASSERT_EQ(list.size(), 1);
  expect_box(list.box(0), .75f, .125f, .25f, .04f);
  EXPECT_FLOAT_EQ(list.probabilities(0)[0], .4f);
}

}  // namespace
}  // namespace dn::test
