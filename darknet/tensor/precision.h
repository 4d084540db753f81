// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

namespace dn {

// How exactly a network is computed. The host knows floats only.
enum class Precision {
  kFloat32,        // strict: every product and sum in IEEE single precision
  kTensorFloat32,  // single precision in memory; products of convolutions rounded to 10 bits
  kFloat16         // activations and weights in halves, sums in floats
};

}  // namespace dn
