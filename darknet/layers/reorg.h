// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [reorg3d] and [reorg]: squares of stride x stride pixels become channels, w/s x h/s x c*s*s; with
// reverse=1 the opposite.
// reorg3d: output channel q*c + k is channel k of the square's pixel q.
// reorg, the layer of YOLOv2, has the same geometry but another order, a mistake its weights were
// trained with. With C, H, W the input's geometry and c = C/(s*s), both tensors planar:
//   out[i + W*(j + H*k)] = in[i*s + (k/c)%s + W*s*(j*s + (k/c)/s + H*s*(k%c))]
//   for k < C, j < H, i < W.
// Reversed, the two are the same.
class ReorgLayer : public Layer {
 public:
  explicit ReorgLayer(const LayerContext& context);

  std::string table_row() const override;

  int stride() const { return stride_; }
  bool reverse() const { return reverse_; }
  bool legacy() const { return legacy_; }

 private:
  bool legacy_, reverse_ = false;
  int stride_ = 1;
};

}  // namespace dn
