// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>
#include <vector>

#include "darknet/config/tree_file.h"
#include "darknet/layers/detection_options.h"
#include "darknet/layers/layer.h"

namespace dn {

// [region], the detection layer of YOLO 2: like [yolo] (see yolo.h), but the logistic function is
// applied to the objectness only and a softmax over the classes, or over each group of a class
// tree, is possible. Its output is flat, cell by cell: [cell][anchor][x, y, w, h, objectness,
// classes...]; so out() is a 1 x 1 picture with as many channels as there are numbers, and in()
// holds the grid.
class RegionLayer : public Layer {
 public:
  static constexpr int kObjectness = 4, kFirstClass = 5;  // positions inside an entry

  explicit RegionLayer(const LayerContext& context);

  bool may_run_in_place() const override { return true; }
  std::string table_row() const override;

  int grid_w() const { return in().w; }
  int grid_h() const { return in().h; }
  int classes() const { return classes_; }
  int entry_size() const { return kFirstClass + classes_; }
  const std::vector<Anchor>& anchors() const { return anchors_; }  // in grid cells
  // The groups of classes whose scores add up to one; none without softmax.
  const std::vector<ClassTree::Group>& softmax_groups() const { return softmax_groups_; }
  const ClassTree* tree() const { return tree_ ? &*tree_ : nullptr; }
  // Objectness below one half counts as none (classfix=-1).
  bool drops_doubtful() const { return drops_doubtful_; }

 private:
  void read_softmax(const CfgSection& section);

  int classes_;
  std::vector<Anchor> anchors_;
  std::optional<ClassTree> tree_;
  std::vector<ClassTree::Group> softmax_groups_;
  bool drops_doubtful_;
  bool mask_scale_given_;
};

}  // namespace dn
