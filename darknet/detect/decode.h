// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>

#include "darknet/detect/detection_list.h"
#include "darknet/layers/detection.h"
#include "darknet/layers/gaussian_yolo.h"
#include "darknet/layers/region.h"
#include "darknet/layers/yolo.h"

// From the output of a detection layer to boxes. noexcept, no heap.
namespace dn {

// Where the network's input lies in the image: x_image = (x_input - offset_x) / scale_x, both
// relative. The identity where the image was stretched to the input.
struct InputMapping {
  float offset_x = 0, offset_y = 0, scale_x = 1, scale_y = 1;

  // The image was fitted into the input with its aspect kept and grey around it (Darknet's
  // letterbox, fitted sides truncated to whole pixels). All sides in pixels, at least 1.
  static InputMapping letterbox(int image_w, int image_h, int input_w, int input_h);

  Box to_image(const Box& box) const noexcept {
    return {(box.x - offset_x) / scale_x, (box.y - offset_y) / scale_y, box.w / scale_x,
            box.h / scale_y};
  }
};

// Append the candidates of one image to the list, cells row by row, then anchors, boxes relative to
// the image. `output` is what the layer's kernel wrote for that image, `list` has the layer's
// number of classes.
//   yolo: objectness above `threshold`; a class probability is objectness * score, 0 unless above
//     the threshold.
//   region: any class probability above the threshold; the objectness becomes 1, as in Darknet.
//     With a class tree: objectness above the threshold; of the classes whose probability given an
//     object is above `tree_threshold` only the last, most special one, with that probability.
//   Gaussian_yolo: as yolo, the class probabilities times 1 - the mean uncertainty of the box.
//   detection: any class probability above the threshold. The layer must have coords=4.
void decode_yolo(const YoloLayer& layer, std::span<const float> output, float threshold,
                 const InputMapping& mapping, DetectionList& list) noexcept;
void decode_region(const RegionLayer& layer, std::span<const float> output, float threshold,
                   float tree_threshold, const InputMapping& mapping, DetectionList& list) noexcept;
void decode_gaussian_yolo(const GaussianYoloLayer& layer, std::span<const float> output,
                          float threshold, const InputMapping& mapping,
                          DetectionList& list) noexcept;
void decode_detection(const DetectionLayer& layer, std::span<const float> output, float threshold,
                      const InputMapping& mapping, DetectionList& list) noexcept;

}  // namespace dn
