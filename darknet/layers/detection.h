// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [detection]: the output of YOLO v1, a flat vector: side*side*classes class scores, side*side*num
// objectness values, side*side*num boxes. With softmax=1 the class scores of a cell add up to one,
// else it passes its input through.
class DetectionLayer : public Layer {
 public:
  explicit DetectionLayer(const LayerContext& context);

  bool is_alias() const override { return !softmax_; }
  bool may_run_in_place() const override { return true; }
  std::string table_row() const override;

  int cells() const { return side_ * side_; }
  int side() const { return side_; }
  int classes() const { return classes_; }
  int boxes_per_cell() const { return boxes_per_cell_; }
  // The sides of a box are the squares of the numbers.
  bool squares_sides() const { return squares_sides_; }
  int coords() const { return coords_; }

 private:
  int side_, classes_, boxes_per_cell_, coords_;
  bool softmax_, squares_sides_;
};

}  // namespace dn
