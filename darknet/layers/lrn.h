// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"

namespace dn {

// [lrn], [normalization]: local response normalisation over neighbouring channels,
// y = x * norm^-beta. `size` is the width of the window; the kernel's comment has its exact rule.
class LrnLayer : public Layer {
 public:
  explicit LrnLayer(const LayerContext& context);

  std::string table_row() const override;

  int size() const { return size_; }
  float alpha() const { return alpha_; }
  float beta() const { return beta_; }
  float kappa() const { return kappa_; }

 private:
  int size_;
  float alpha_, beta_, kappa_;
};

}  // namespace dn
