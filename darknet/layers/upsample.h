// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [upsample]: each pixel becomes stride x stride equal ones, times `scale`. With a negative stride
// the opposite: each output pixel is the sum of a stride x stride square, times `scale`.
class UpsampleLayer : public Layer {
 public:
  explicit UpsampleLayer(const LayerContext& context);

  std::string table_row() const override;

  int stride() const { return stride_; }  // at least 1
  bool reverse() const { return reverse_; }
  float scale() const { return scale_; }

 private:
  int stride_ = 2;
  bool reverse_ = false;
  float scale_ = 1;
};

}  // namespace dn
