// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/layers/detection_options.h"
#include "darknet/layers/layer.h"

namespace dn {

// [yolo]: turns the raw numbers of a convolution into box offsets and probabilities. Every pixel is
// a cell of a grid; for each of the layer's anchors it holds x, y, w, h, objectness, then one score
// per class. Unless new_coords is set, the logistic function is applied to all but w and h; then
// x and y become x*s - (s-1)/2 with s = scale_x_y. detect/decode.h makes boxes of it.
class YoloLayer : public Layer {
 public:
  static constexpr int kSides = 2, kObjectness = 4, kFirstClass = 5;  // positions inside an entry

  explicit YoloLayer(const LayerContext& context);

  std::string table_row() const override;

  int classes() const { return classes_; }
  int entry_size() const { return kFirstClass + classes_; }
  // Those of this layer's mask, in pixels of the network's input.
  const std::vector<Anchor>& anchors() const { return anchors_; }
  bool new_coords() const { return new_coords_; }
  float scale_x_y() const { return scale_x_y_; }
  NmsKind nms_kind() const { return nms_kind_; }
  float beta_nms() const { return beta_nms_; }
  const Shape& network_input() const { return network_input_; }

 private:
  void read_loss(const CfgSection& section);

  int classes_;
  std::vector<Anchor> anchors_;
  bool new_coords_;
  float scale_x_y_;
  NmsKind nms_kind_;
  float beta_nms_;
  Shape network_input_;
  std::string loss_;  // of training: only the layer table shows it
};

}  // namespace dn
