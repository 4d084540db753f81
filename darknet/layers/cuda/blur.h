// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string>

#include "darknet/ops/cuda/convolution.h"

namespace dn::cuda {

// The blur of antialiasing (layers/blur.h) as a part of another layer's kernel: prepared, packed,
// bound and run like a Kernel. Packed: the convolution's weights, then its biases (zero).
class Blur {
 public:
  Blur(const Shape& in, const Shape& out, const ConvolutionGeometry& geometry, Precision precision);

  Bytes bytes() const { return biases_at_ + floats_to_bytes(geometry_.groups); }
  Bytes workspace() const { return convolver_->workspace(); }
  std::string packing() const { return convolver_->layout(); }  // as Kernel::packing()
  void pack(std::byte* packed) const;
  // `packed` and `scratch` are 64-byte aligned.
  void bind(const void* in, void* out, const std::byte* packed, std::byte* scratch, Stream& stream);
  void run() noexcept { convolver_->run(); }

 private:
  ConvolutionGeometry geometry_;
  std::unique_ptr<Convolver> convolver_;
  Bytes biases_at_;
};

}  // namespace dn::cuda
