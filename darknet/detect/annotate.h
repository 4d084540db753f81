// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/detect/class_names.h"
#include "darknet/detect/detection_list.h"
#include "darknet/image/pixel_image.h"

namespace dn {

// Draws the boxes with a class above the threshold and their labels into the image the list was
// found in, the most probable on top.
void annotate(PixelImage& image, const DetectionList& list, const ClassNames& names,
              float threshold);

}  // namespace dn
