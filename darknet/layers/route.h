// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [route]: the outputs of earlier layers side by side along the channels; with groups, of each of
// them only slice `group_id` of `groups` equal slices. A route of one whole layer is an alias.
class RouteLayer : public Layer {
 public:
  explicit RouteLayer(const LayerContext& context);

  bool is_alias() const override { return inputs().size() == 1 && groups_ == 1; }
  std::string table_row() const override;

  int groups() const { return groups_; }
  int group() const { return group_; }

 private:
  int groups_ = 1, group_ = 0;
};

}  // namespace dn
