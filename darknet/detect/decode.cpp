// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/decode.h"

#include <algorithm>
#include <cmath>

namespace dn {
namespace {

float square(float x) { return x * x; }

float sigmoid(float x) { return 1.f / (1.f + std::exp(-x)); }

void fill_probabilities(const float* scores, float objectness, float threshold,
                        std::span<float> probabilities) noexcept {
  for (std::size_t c = 0; c < probabilities.size(); ++c) {
    const float probability = objectness * scores[c];
    probabilities[c] = probability > threshold ? probability : 0.f;
  }
}

Box yolo_box(const YoloLayer& layer, const float* entry, const Anchor& anchor, int column,
             int row) noexcept {
  const Shape& grid = layer.in();
  const auto side = [&](float raw, float pixels, int input) {
    const float factor = layer.new_coords() ? square(2 * raw) : std::exp(raw);
    return factor * pixels / static_cast<float>(input);
  };
  return {(static_cast<float>(column) + entry[0]) / static_cast<float>(grid.w),
          (static_cast<float>(row) + entry[1]) / static_cast<float>(grid.h),
          side(entry[2], anchor.w, layer.network_input().w),
          side(entry[3], anchor.h, layer.network_input().h)};
}

Box region_box(const RegionLayer& layer, const float* entry, const Anchor& anchor, int column,
               int row) noexcept {
  const auto w = static_cast<float>(layer.grid_w());
  const auto h = static_cast<float>(layer.grid_h());
  return {(static_cast<float>(column) + sigmoid(entry[0])) / w,
          (static_cast<float>(row) + sigmoid(entry[1])) / h, std::exp(entry[2]) * anchor.w / w,
          std::exp(entry[3]) * anchor.h / h};
}

// visit(entry, anchor, column, row) for every entry of a grid in the reference's order.
template <typename AnyLayer, typename Visit>
void for_each_entry(const AnyLayer& layer, std::span<const float> output, Visit visit) noexcept {
  const float* entry = output.data();
  for (int row = 0; row < layer.in().h; ++row) {
    for (int column = 0; column < layer.in().w; ++column) {
      for (const Anchor& anchor : layer.anchors()) {
        visit(entry, anchor, column, row);
        entry += layer.entry_size();
      }
    }
  }
}

}  // namespace

InputMapping InputMapping::letterbox(int image_w, int image_h, int input_w, int input_h) {
  const auto ratio = [](int part, int whole) {
    return static_cast<float>(part) / static_cast<float>(whole);
  };
  int fitted_w = input_w, fitted_h = input_h;
  if (ratio(input_w, image_w) < ratio(input_h, image_h)) {
    fitted_h = std::max(1, static_cast<int>(1ll * image_h * input_w / image_w));
  } else {
    fitted_w = std::max(1, static_cast<int>(1ll * image_w * input_h / image_h));
  }
  return {ratio(input_w - fitted_w, 2 * input_w), ratio(input_h - fitted_h, 2 * input_h),
          ratio(fitted_w, input_w), ratio(fitted_h, input_h)};
}

void decode_yolo(const YoloLayer& layer, std::span<const float> output, float threshold,
                 const InputMapping& mapping, DetectionList& list) noexcept {
  for_each_entry(layer, output,
                 [&](const float* entry, const Anchor& anchor, int column, int row) noexcept {
                   const float objectness = entry[YoloLayer::kObjectness];
                   if (!(objectness > threshold)) return;
                   const Box box = yolo_box(layer, entry, anchor, column, row);
                   fill_probabilities(entry + YoloLayer::kFirstClass, objectness, threshold,
                                      list.add(mapping.to_image(box), objectness));
                 });
}

void decode_region(const RegionLayer& layer, std::span<const float> output, float threshold,
                   const InputMapping& mapping, DetectionList& list) noexcept {
  for_each_entry(
      layer, output, [&](const float* entry, const Anchor& anchor, int column, int row) noexcept {
        const float objectness = entry[RegionLayer::kObjectness];
        if (layer.drops_doubtful() && objectness < .5f) return;
        // Boxes without a class do not count, so look before the list fills up.
        const float* scores = entry + RegionLayer::kFirstClass;
        bool any = false;
        for (int c = 0; c < layer.classes(); ++c) {
          any = any || objectness * scores[c] > threshold;
        }
        if (!any) return;
        const Box box = region_box(layer, entry, anchor, column, row);
        fill_probabilities(scores, objectness, threshold, list.add(mapping.to_image(box), 1.f));
      });
}

}  // namespace dn
