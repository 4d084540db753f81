// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/layers/layer.h"
#include "darknet/ops/convolution.h"

namespace dn {

// One of the convolutions inside a recurrent layer. All of a layer's share geometry, activation and
// normalisation, and keep the size of the image, so that their results can be added.
struct RecurrentConvolution {
  ConvolutionGeometry geometry;
  Activation activation = Activation::kLogistic;
  bool batch_normalize = false;
  bool load = true;

  // Reads the options; throws when the geometry does not keep height and width, and for groups that
  // do not divide each of `channels`: those that go in, then all that come out.
  static RecurrentConvolution read(const CfgSection& section, std::string_view default_activation,
                                   std::initializer_list<int> channels);
  // The parameter arrays of the sub-layer `sub` with these channels.
  WeightSlots slots(int sub, int channels, int filters) const;
  // Operations of one such convolution, in billions, as Darknet counts them.
  double bflops(const Shape& in, int channels, int filters) const;
};

}  // namespace dn
