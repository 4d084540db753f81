// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [Gaussian_yolo]: [yolo] with an uncertainty beside each coordinate. For each of the layer's
// anchors a cell holds x, sx, y, sy, w, sw, h, sh, objectness, then one score per class. The
// logistic function is applied to all but w and h; then x and y become x*s - (s-1)/2 with
// s = scale_x_y.
class GaussianYoloLayer : public Layer {
 public:
  static constexpr int kX = 0, kY = 2, kW = 4, kH = 6, kFirstClass = 9;  // positions in an entry

  explicit GaussianYoloLayer(const LayerContext& context);

  bool may_run_in_place() const override { return true; }
  std::string table_row() const override;

  int entry_size() const { return kFirstClass + classes_; }
  float scale_x_y() const { return scale_x_y_; }

 private:
  int classes_;
  float scale_x_y_;
  std::string row_;
};

}  // namespace dn
