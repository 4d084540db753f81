// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/layers/detection_options.h"
#include "darknet/layers/layer.h"

namespace dn {

// [Gaussian_yolo]: [yolo] with an uncertainty beside each coordinate. For each of the layer's
// anchors a cell holds x, sx, y, sy, w, sw, h, sh, objectness, then one score per class. The
// logistic function is applied to all but w and h; then x and y become x*s - (s-1)/2 with
// s = scale_x_y. detect/decode.h makes boxes of it.
class GaussianYoloLayer : public Layer {
 public:
  static constexpr int kX = 0, kY = 2, kW = 4, kH = 6;  // positions in an entry
  static constexpr int kObjectness = 8, kFirstClass = 9;
  // Which point of a box x and y are.
  enum class Point { kCenter, kLeftTop, kRightBottom };

  explicit GaussianYoloLayer(const LayerContext& context);

  bool may_run_in_place() const override { return true; }
  std::string table_row() const override;

  int entry_size() const { return kFirstClass + classes_; }
  int classes() const { return classes_; }
  const std::vector<Anchor>& anchors() const { return anchors_; }
  float scale_x_y() const { return scale_x_y_; }
  Point point() const { return point_; }
  NmsKind nms_kind() const { return nms_kind_; }
  float beta_nms() const { return beta_nms_; }
  const Shape& network_input() const { return network_input_; }

 private:
  int classes_;
  std::vector<Anchor> anchors_;
  float scale_x_y_;
  Point point_;
  NmsKind nms_kind_;
  float beta_nms_;
  Shape network_input_;
  std::string row_;
};

}  // namespace dn
