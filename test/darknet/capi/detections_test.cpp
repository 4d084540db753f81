// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "darknet/include/darknet.h"
#include "test/darknet/capi/one_line.h"
#include "test/support/temp_dir.h"

// Boxes through the C interface. The network is a bare [yolo] layer with a grid of 4 x 2, so that
// its input says what it finds.
namespace dn::test {
namespace {

constexpr const char* kCfg =
    "[net]\nwidth=4\nheight=2\nchannels=7\n"
    "[yolo]\nclasses=2\nnum=1\nanchors=2,1\nnew_coords=1\n";
constexpr int kCells = 8, kObjectness = 4, kFirstClass = 5;

struct Free {
  void operator()(network* net) const { free_network_ptr(net); }
};

class CApiDetections : public testing::Test {
 protected:
  void load(int batch = 1) {
    net_.reset(load_network_custom(dir_.write("net.cfg", kCfg).c_str(), "random:1", 0, batch));
    ASSERT_NE(net_, nullptr);
    input_.assign(static_cast<std::size_t>(batch) * kCells * 7, 0.f);
  }

  // An object in the middle of a cell, half as wide and as high as the input.
  void put(int image, int cell, float objectness, float second_class) {
    float* planes = input_.data() + image * kCells * 7 + cell;
    for (int i = 0; i < 4; ++i) planes[i * kCells] = .5f;
    planes[kObjectness * kCells] = objectness;
    planes[(kFirstClass + 1) * kCells] = second_class;
  }

  TempDir dir_;
  std::unique_ptr<network, Free> net_;
  std::vector<float> input_;
};

TEST_F(CApiDetections, RelativeOrInPixels) {
  load();
  put(0, 6, .9f, .5f);
  ASSERT_NE(network_predict(net_.get(), input_.data()), nullptr);
  int count = -1;
  detection* found = get_network_boxes(net_.get(), 200, 100, .25f, .5f, nullptr, 1, &count, 0);
  ASSERT_NE(found, nullptr);
  ASSERT_EQ(count, 1);
  EXPECT_FLOAT_EQ(found->bbox.x, .625f);
  EXPECT_FLOAT_EQ(found->bbox.y, .75f);
  EXPECT_FLOAT_EQ(found->bbox.w, .5f);
  EXPECT_FLOAT_EQ(found->bbox.h, .5f);
  EXPECT_FLOAT_EQ(found->objectness, .9f);
  EXPECT_EQ(found->classes, 2);
  EXPECT_EQ(found->best_class_idx, 1);
  EXPECT_EQ(found->prob[0], 0);
  EXPECT_FLOAT_EQ(found->prob[1], .45f);
  free_detections(found, count);

  found = get_network_boxes(net_.get(), 200, 100, .25f, .5f, nullptr, 0, &count, 0);
  ASSERT_EQ(count, 1);
  EXPECT_FLOAT_EQ(found->bbox.x, 125);
  EXPECT_FLOAT_EQ(found->bbox.y, 75);
  EXPECT_FLOAT_EQ(found->bbox.w, 100);
  EXPECT_FLOAT_EQ(found->bbox.h, 50);
  free_detections(found, count);
}

TEST_F(CApiDetections, LetterboxedImages) {
  load();
  put(0, 6, .9f, .5f);
  ASSERT_NE(network_predict(net_.get(), input_.data()), nullptr);
  int count = 0;
  // A square image covers columns 1 and 2 of the four.
  detection* found = get_network_boxes(net_.get(), 100, 100, .25f, .5f, nullptr, 1, &count, 1);
  ASSERT_EQ(count, 1);
  EXPECT_FLOAT_EQ(found->bbox.x, .75f);
  EXPECT_FLOAT_EQ(found->bbox.y, .75f);
  EXPECT_FLOAT_EQ(found->bbox.w, 1);
  EXPECT_FLOAT_EQ(found->bbox.h, .5f);
  free_detections(found, count);
}

TEST_F(CApiDetections, ThresholdsAndEmptyOnes) {
  load();
  put(0, 1, .9f, .2f);
  put(0, 2, .3f, .9f);
  ASSERT_NE(network_predict(net_.get(), input_.data()), nullptr);
  int count = -1;
  detection* found = get_network_boxes(net_.get(), 9, 9, .29f, .5f, nullptr, 1, &count, 0);
  ASSERT_EQ(count, 2);
  EXPECT_EQ(found[0].best_class_idx, -1) << ".18 is not above the threshold";
  EXPECT_EQ(found[1].best_class_idx, -1);
  free_detections(found, count);
  found = get_network_boxes(net_.get(), 9, 9, .95f, .5f, nullptr, 1, &count, 0);
  EXPECT_NE(found, nullptr) << "nothing found is no error";
  EXPECT_EQ(count, 0);
  free_detections(found, count);
  found = make_network_boxes(net_.get(), .5f, &count);
  ASSERT_EQ(count, 1);
  EXPECT_EQ(found->classes, 2);
  EXPECT_EQ(found->objectness, 0);
  EXPECT_EQ(found->prob[0] + found->prob[1], 0);
  free_detections(found, count);
}

TEST_F(CApiDetections, Batches) {
  load(2);
  put(0, 0, .9f, .8f);
  put(1, 3, .8f, .8f);
  put(1, 4, .9f, .8f);
  const image im{4, 2, 7, input_.data()};
  det_num_pair* pairs = network_predict_batch(net_.get(), im, 2, 40, 20, .25f, .5f, nullptr, 0, 0);
  ASSERT_NE(pairs, nullptr);
  ASSERT_EQ(pairs[0].num, 1);
  ASSERT_EQ(pairs[1].num, 2);
  EXPECT_FLOAT_EQ(pairs[0].dets[0].bbox.x, 5);
  EXPECT_FLOAT_EQ(pairs[1].dets[0].bbox.x, 35);
  EXPECT_FLOAT_EQ(pairs[1].dets[1].bbox.y, 15);
  free_batch_detections(pairs, 2);
  expect_one_line({"network_predict_batch", "3 images", "batch of 2"}, [&] {
    network_predict_batch(net_.get(), im, 3, 40, 20, .25f, .5f, nullptr, 0, 0);
  });
  const image other{2, 4, 7, input_.data()};
  expect_one_line({"2 x 4"}, [&] {
    network_predict_batch(net_.get(), other, 2, 40, 20, .25f, .5f, nullptr, 0, 0);
  });
}

TEST_F(CApiDetections, RefusedRequests) {
  load();
  int count = 7, map = 0;
  expect_one_line({"get_network_boxes", "map"}, [&] {
    EXPECT_EQ(get_network_boxes(net_.get(), 9, 9, .2f, .5f, &map, 1, &count, 0), nullptr);
  });
  EXPECT_EQ(count, 0);
  expect_one_line({"0 x 9"}, [&] {
    EXPECT_EQ(get_network_boxes(net_.get(), 0, 9, .2f, .5f, nullptr, 1, &count, 0), nullptr);
  });
  const std::string cfg =
      dir_.write("classifier.cfg", "[net]\nwidth=4\nheight=2\nchannels=3\n[softmax]\n");
  net_.reset(load_network(cfg.c_str(), "random:1", 0));
  expect_one_line({"no detector"}, [&] {
    EXPECT_EQ(get_network_boxes(net_.get(), 9, 9, .2f, .5f, nullptr, 1, &count, 0), nullptr);
  });
}

// Three boxes of two classes; the first two overlap by an IoU of 3 / 5.
class CApiNms : public testing::Test {
 protected:
  CApiNms() {
    const box boxes[] = {{.5f, .5f, .4f, .4f}, {.6f, .5f, .4f, .4f}, {.1f, .1f, .1f, .1f}};
    for (int i = 0; i < 3; ++i) {
      dets_[i] = detection{};
      dets_[i].bbox = boxes[i];
      dets_[i].classes = 2;
      dets_[i].prob = probs_[i];
      dets_[i].track_id = i;
    }
  }

  const detection& by_track_id(int id) const {
    return *std::ranges::find(dets_, id, &detection::track_id);
  }

  float probs_[3][2] = {{.6f, .9f}, {.7f, .8f}, {.5f, 0}};
  detection dets_[3];
};

TEST_F(CApiNms, ByClass) {
  do_nms_sort(dets_, 3, 2, .45f);
  EXPECT_EQ(dets_[0].track_id, 0) << "the order is that of the last class";
  EXPECT_EQ(dets_[0].sort_class, 1);
  EXPECT_EQ(by_track_id(0).prob[0], 0);
  EXPECT_EQ(by_track_id(0).prob[1], .9f);
  EXPECT_EQ(by_track_id(1).prob[0], .7f);
  EXPECT_EQ(by_track_id(1).prob[1], 0);
  EXPECT_EQ(by_track_id(2).prob[0], .5f);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(by_track_id(i).prob, probs_[i]) << "the probabilities of one detection are another's";
  }
  EXPECT_FLOAT_EQ(by_track_id(2).bbox.x, .1f);
}

TEST_F(CApiNms, ByClassLeavesWhatOverlapsLess) {
  do_nms_sort(dets_, 3, 2, .61f);
  EXPECT_EQ(by_track_id(0).prob[0], .6f);
  EXPECT_EQ(by_track_id(1).prob[1], .8f);
}

TEST_F(CApiNms, ByObjectness) {
  dets_[0].objectness = .5f;
  dets_[1].objectness = .6f;
  dets_[2].objectness = .4f;
  do_nms_obj(dets_, 3, 2, .45f);
  EXPECT_EQ(dets_[0].track_id, 1);
  EXPECT_EQ(by_track_id(0).objectness, 0);
  EXPECT_EQ(by_track_id(0).prob[1], 0);
  EXPECT_EQ(by_track_id(1).prob[1], .8f);
  EXPECT_EQ(by_track_id(2).prob[0], .5f);
}

TEST_F(CApiNms, WithAMetric) {
  // Centres .1 apart, diagonal around both sqrt(.5^2 + .4^2): the ratio is .0244, to the power of
  // .3 a penalty of .33.
  diounms_sort(dets_, 3, 2, .45f, DIOU_NMS, .3f);
  EXPECT_EQ(by_track_id(0).prob[0], .6f);
  diounms_sort(dets_, 3, 2, .45f, GREEDY_NMS, .3f);  // to the power of .6: .11
  EXPECT_EQ(by_track_id(0).prob[0], 0);
  EXPECT_EQ(by_track_id(1).prob[1], 0);
}

TEST_F(CApiNms, DefaultMetricAndRefusals) {
  expect_one_line({"diounms_sort", "nms_kind 3"},
                  [&] { diounms_sort(dets_, 3, 2, .45f, CORNERS_NMS, .6f); });
  expect_one_line({"do_nms_sort", "2 classes, 3"}, [&] { do_nms_sort(dets_, 3, 3, .45f); });
  expect_one_line({"dets is NULL"}, [] { do_nms_obj(nullptr, 1, 2, .45f); });
  EXPECT_EQ(dets_[0].prob[0], .6f) << "what is refused changes nothing";
  diounms_sort(dets_, 3, 2, .45f, DEFAULT_NMS, .6f);
  EXPECT_EQ(by_track_id(0).prob[0], 0);
}

TEST_F(CApiNms, AsJson) {
  char cat[] = "cat", dog[] = "dog", file[] = "a.jpg";
  char* names[] = {cat, dog};
  char* json = detection_to_json(dets_ + 2, 1, 2, names, 4, file);
  ASSERT_NE(json, nullptr);
  EXPECT_STREQ(json,
               "{\n \"frame_id\":4, \n \"filename\":\"a.jpg\", \n \"objects\": [ \n"
               "  {\"class_id\":0, \"name\":\"cat\", \"relative_coordinates\":{"
               "\"center_x\":0.100000, \"center_y\":0.100000, \"width\":0.100000, "
               "\"height\":0.100000}, \"confidence\":0.500000}\n ] \n}");
  std::free(json);
  json = detection_to_json(dets_, 0, 2, names, 1, nullptr);
  EXPECT_STREQ(json, "{\n \"frame_id\":1, \n \"objects\": [ \n\n ] \n}");
  std::free(json);
  expect_one_line({"names is NULL"}, [&] { detection_to_json(dets_, 1, 2, nullptr, 1, file); });
}

}  // namespace
}  // namespace dn::test
