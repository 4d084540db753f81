// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <string_view>

#include "darknet/detect/class_names.h"
#include "darknet/detect/detection_list.h"

// What was found in an image, in the forms that Darknet's users parse. `names` must have a name for
// every class of the list.
namespace dn {

// "dog: 65%" per class above the threshold: boxes by their left edge, the best class of a box
// first. With `extended` the place in pixels follows.
struct TextOptions {
  float threshold = .25f;
  bool extended = false;
  int image_w = 0, image_h = 0;  // pixels, for `extended`
};
std::string detections_as_text(const DetectionList& list, const ClassNames& names,
                               const TextOptions& options);

// One JSON object, without a newline at its end: everything more probable than 0.5 %, in list
// order. Frames count from 1. An empty filename is left out.
std::string detections_as_json(const DetectionList& list, const ClassNames& names,
                               long long frame_id, std::string_view filename);

// "class x y w h" per box, its best class above the threshold: the format of training labels.
std::string detections_as_labels(const DetectionList& list, const ClassNames& names,
                                 float threshold);

}  // namespace dn
