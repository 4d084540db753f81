// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/config/tree_file.h"
#include "darknet/layers/layer.h"

namespace dn {

// [softmax]: exponentials that add up to one, over groups of each image's values in planar order.
class SoftmaxLayer : public Layer {
 public:
  explicit SoftmaxLayer(const LayerContext& context);

  bool may_run_in_place() const override { return true; }
  std::string table_row() const override;

  float temperature() const { return temperature_; }
  // Over the channels of every pixel; the groups do not count then.
  bool spatial() const { return spatial_; }
  // In order, covering all values of an image.
  const std::vector<ClassTree::Group>& groups() const { return groups_; }

 private:
  float temperature_;
  bool spatial_;
  std::vector<ClassTree::Group> groups_;
};

}  // namespace dn
