// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/cuda/blur.h"

#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "darknet/layers/blur.h"

namespace dn::cuda {

Blur::Blur(const Shape& in, const Shape& out, const ConvolutionGeometry& geometry,
           Precision precision)
    : geometry_(geometry),
      convolver_(make_convolver({in, out, geometry}, precision)),
      biases_at_(align_up(convolver_->weight_bytes(), Bytes(kAlignment))) {}

void Blur::pack(std::byte* packed) const {
  std::memset(packed, 0, bytes().value);
  convolver_->pack(blur_weights(geometry_), packed);
}

void Blur::bind(const void* in, void* out, const std::byte* packed, std::byte* scratch,
                Stream& stream) {
  const auto* biases = reinterpret_cast<const float*>(packed + biases_at_.value);
  convolver_->bind({in, packed, biases, nullptr, out, scratch}, stream);
}

}  // namespace dn::cuda
