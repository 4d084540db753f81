// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>

#include "darknet/capi/c_memory.h"
#include "darknet/include/darknet.h"

// Pictures as the C interface has them: planar float32, of any number of channels.
namespace dn {

// Throws Error unless the image has data and positive sizes.
void require_image(const image& im);

std::span<float> values_of(const image& im);

// An image that we own until it is given to the caller.
class NewImage {
 public:
  // Black. Throws Error unless the sizes are positive and reasonable.
  NewImage(int w, int h, int c);

  const image& get() const { return image_; }
  image release() {
    data_.release();
    return image_;
  }

 private:
  CArray<float> data_;
  image image_;
};

// Resized with the arithmetic of Resizer (image/resizer.h). Throw Error as those above.
NewImage stretched(const image& im, int w, int h);
NewImage letterboxed(const image& im, int w, int h);

}  // namespace dn
