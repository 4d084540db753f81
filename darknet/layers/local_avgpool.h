// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/pooling.h"

namespace dn {

// [local_avgpool]: the mean of the taps of a window that lie in the picture.
class LocalAvgpoolLayer : public Layer {
 public:
  explicit LocalAvgpoolLayer(const LayerContext& context);

  std::string table_row() const override;
  double bflops() const override { return pooling_bflops(window_, out()); }

  const PoolingWindow& window() const { return window_; }

 private:
  PoolingWindow window_;
};

}  // namespace dn
