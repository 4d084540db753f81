// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/detection_decoder.h"

#include <gtest/gtest.h>

#include "darknet/net/resident_network.h"
#include "darknet/weights/random_weights.h"
#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

constexpr const char* kTwoYolos =
    "[convolutional]\nfilters=14\nsize=1\nactivation=linear\n"
    "[yolo]\nclasses=2\nnum=2\nanchors=2,1, 4,2\n"
    "[convolutional]\nfilters=7\nsize=1\nactivation=linear\n"
    "[yolo]\nclasses=2\nnum=2\nmask=1\nanchors=2,1, 4,2\nnms_kind=diounms\nbeta_nms=.9\n";

TEST(DetectionDecoder, ReadsEveryLayerInOrder) {
  const Network network = network_from(kTwoYolos, 4, 2, 3);
  const DetectionDecoder decoder(network);
  EXPECT_EQ(decoder.layers(), (std::vector<int>{1, 3}));
  EXPECT_EQ(decoder.classes(), 2);
  EXPECT_EQ(decoder.max_candidates(), 4 * 2 * 3);
  EXPECT_EQ(decoder.nms(.3f).kind, NmsKind::kDiou);
  EXPECT_EQ(decoder.nms(.3f).beta, .9f);
  ResidentNetwork resident(network, random_weights(network.weight_slots(), {1, 1.0, {}}));
  std::ranges::fill(resident.input(), .5f);
  resident.run();
  DetectionList list(decoder.max_candidates(), 2);
  decoder.decode(resident.compiled(), 0, {0, .5f, 0}, {}, list);
  ASSERT_EQ(list.size(), decoder.max_candidates());  // an objectness always is above 0
  EXPECT_LT(list.box(0).x, .5f);
  EXPECT_LT(list.box(16).x, .5f);  // the second layer starts at the left again
  decoder.decode(resident.compiled(), 0, {1.1f, .5f, .45f}, {}, list);
  EXPECT_EQ(list.size(), 0);
}

TEST(DetectionDecoder, ImagesOfABatch) {
  const CfgFile cfg = parse_cfg(std::string("[net]\nwidth=4\nheight=2\nchannels=7\n") +
                                    "[yolo]\nclasses=2\nnum=1\nanchors=2,1\nnew_coords=1\n",
                                "test.cfg");
  const Network network = Network::build(cfg, {0, 0, 2});
  const DetectionDecoder decoder(network);
  ResidentNetwork resident(network, NetworkWeights(network.weight_slots()));
  ASSERT_EQ(resident.input().size(), 2u * 8 * 7);
  std::ranges::fill(resident.input(), 0.f);
  resident.input()[8 * 7 + 3 * 7 + 4] = .9f;  // objectness of cell 3 of the second image
  resident.run();
  DetectionList list(decoder.max_candidates(), 2);
  decoder.decode(resident.compiled(), 0, {}, {}, list);
  EXPECT_EQ(list.size(), 0);
  decoder.decode(resident.compiled(), 1, {}, {}, list);
  ASSERT_EQ(list.size(), 1);
  EXPECT_FLOAT_EQ(list.box(0).x, .75f);
}

TEST(DetectionDecoder, RefusesWhatIsNoDetector) {
  const Network network =
      network_from("[convolutional]\nfilters=2\nsize=1\nactivation=linear\n", 4, 2, 3);
  EXPECT_FALSE(DetectionDecoder::can_decode(network));
  EXPECT_THROW(DetectionDecoder{network}, Error);
}

TEST(DetectionDecoder, RefusesLayersThatDisagree) {
  const Network network = network_from(
      "[convolutional]\nfilters=7\nsize=1\nactivation=linear\n"
      "[yolo]\nclasses=2\nnum=1\nanchors=2,1\n"
      "[convolutional]\nfilters=8\nsize=1\nactivation=linear\n"
      "[yolo]\nclasses=3\nnum=1\nanchors=2,1\n",
      4, 2, 3);
  EXPECT_THROW(DetectionDecoder{network}, Error);
}

TEST(DetectionDecoder, RefusesBoxesWithoutFourCoordinates) {
  const Network network =
      network_from("[detection]\nside=2\nclasses=1\nnum=1\ncoords=3\n", 1, 1, 20);
  EXPECT_THROW(DetectionDecoder{network}, Error);
}

}  // namespace
}  // namespace dn::test
