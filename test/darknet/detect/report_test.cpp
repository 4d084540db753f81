// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/report.h"

#include <gtest/gtest.h>

namespace dn::test {
namespace {

const ClassNames kNames({"dog", "dont_show_cat", "a \"big\"\\car"});

DetectionList two_boxes() {
  DetectionList list(3, 3);
  auto p = list.add({.75f, .5f, .5f, .5f}, .9f);
  p[0] = .3f;
  p[2] = .6f;
  list.add({.25f, .5f, .25f, 1.f}, .8f)[0] = .654f;
  list.add({.1f, .1f, .1f, .1f}, .9f)[1] = .9f;  // hidden
  return list;
}

TEST(Report, TextByTheLeftEdgeBestClassFirst) {
  EXPECT_EQ(detections_as_text(two_boxes(), kNames, {.25f, false, 0, 0}),
            "dog: 65%\n"
            "a \"big\"\\car: 60%\n"
            "dog: 30%\n");
}

TEST(Report, TextWithPlaces) {
  EXPECT_EQ(detections_as_text(two_boxes(), kNames, {.5f, true, 200, 100}),
            "dog: 65%\t(left_x:   25   top_y:    0   width:   50   height:  100)\n"
            "a \"big\"\\car: 60%\t(left_x:  100   top_y:   25   width:  100   height:   50)\n");
}

TEST(Report, Json) {
  EXPECT_EQ(detections_as_json(two_boxes(), kNames, 7, "a\\b.jpg"),
            "{\n \"frame_id\":7, \n \"filename\":\"a\\\\b.jpg\", \n \"objects\": [ \n"
            "  {\"class_id\":0, \"name\":\"dog\", \"relative_coordinates\":{\"center_x\":0.750000, "
            "\"center_y\":0.500000, \"width\":0.500000, \"height\":0.500000}, "
            "\"confidence\":0.300000}, \n"
            "  {\"class_id\":2, \"name\":\"a \\\"big\\\"\\\\car\", "
            "\"relative_coordinates\":{\"center_x\":0.750000, "
            "\"center_y\":0.500000, \"width\":0.500000, \"height\":0.500000}, "
            "\"confidence\":0.600000}, \n"
            "  {\"class_id\":0, \"name\":\"dog\", \"relative_coordinates\":{\"center_x\":0.250000, "
            "\"center_y\":0.500000, \"width\":0.250000, \"height\":1.000000}, "
            "\"confidence\":0.654000}\n ] \n}");
}

TEST(Report, JsonWithoutObjects) {
  EXPECT_EQ(detections_as_json(DetectionList(1, 3), kNames, 1, "x"),
            "{\n \"frame_id\":1, \n \"filename\":\"x\", \n \"objects\": [ \n\n ] \n}");
  EXPECT_EQ(detections_as_json(DetectionList(1, 3), kNames, 1, ""),
            "{\n \"frame_id\":1, \n \"objects\": [ \n\n ] \n}");
}

TEST(Report, Labels) {
  EXPECT_EQ(detections_as_labels(two_boxes(), kNames, .25f),
            "2 0.7500 0.5000 0.5000 0.5000\n0 0.2500 0.5000 0.2500 1.0000\n");
}

}  // namespace
}  // namespace dn::test
