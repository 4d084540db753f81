// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [avgpool]: the mean of each channel over the whole picture, 1 x 1 x channels.
class AvgpoolLayer : public Layer {
 public:
  explicit AvgpoolLayer(const LayerContext& context);

  std::string table_row() const override;
};

}  // namespace dn
