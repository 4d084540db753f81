// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>

#include "darknet/base/bytes.h"
#include "darknet/device/stream.h"
#include "darknet/image/resize_plan.h"
#include "darknet/tensor/element_type.h"

namespace dn::cuda {

// Resizer's work done by a GPU: turns pictures of one size, bytes as PixelImage has them, into the
// input of one network, channels last, floats or halves. The values are Resizer's, but for the
// rounding of the last bit (and that to halves).
//
// Prepared at set-up; holds no memory, neither of the host nor of the device; immutable, so any
// thread may use it.
class Preprocessor {
 public:
  // Throws kBadInput unless all sides are positive and channels is 1 or 3.
  Preprocessor(ImageSize source, ImageSize input, int channels, Fit fit, ElementType type);

  const ResizePlan& plan() const { return plan_; }
  Bytes picture_bytes() const;
  Bytes input_bytes() const;

  // Run phase: one launch. Both addresses are of the device. Every number of the input is written,
  // the letterbox's border too.
  void run(const std::uint8_t* picture, void* input, Stream& stream) const noexcept;

 private:
  ResizePlan plan_;
  ElementType type_;
};

}  // namespace dn::cuda
