// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>

#include "darknet/image/pixel_image.h"

namespace dn {

// A drawn street - sky, sun, houses, trees, cars, people - for demos and tests that need pictures
// but no photographs. The same seed and size give the same RGB picture on every machine (integer
// arithmetic only). Throws kBadInput unless both sides are positive.
PixelImage draw_scene(std::uint64_t seed, ImageSize size);

}  // namespace dn
