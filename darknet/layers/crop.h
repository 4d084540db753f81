// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [crop]: the middle of the picture; values v become 2*v - 1 unless noadjust=1. What varies the
// picture at random (flip, angle, exposure ...) concerns training only.
class CropLayer : public Layer {
 public:
  explicit CropLayer(const LayerContext& context);

  std::string table_row() const override;

  bool adjusts() const { return adjusts_; }
  int left() const { return (in().w - out().w) / 2; }
  int top() const { return (in().h - out().h) / 2; }

 private:
  bool adjusts_ = true;
};

}  // namespace dn
