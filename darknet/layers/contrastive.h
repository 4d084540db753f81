// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [contrastive] works in training only: it pulls the embeddings of the same object together. At
// inference its output, as large as its input, is zero.
class ContrastiveLayer : public Layer {
 public:
  explicit ContrastiveLayer(const LayerContext& context);

  std::string table_row() const override;

 private:
  int classes_;
};

}  // namespace dn
