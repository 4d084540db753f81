// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/decode.h"

#include <algorithm>
#include <cmath>

namespace dn {
namespace {

float square(float x) { return x * x; }

float sigmoid(float x) { return 1.f / (1.f + std::exp(-x)); }

// Probabilities above the threshold; returns whether there is any.
bool fill_probabilities(const float* scores, float objectness, float threshold,
                        std::span<float> probabilities) noexcept {
  bool any = false;
  for (std::size_t c = 0; c < probabilities.size(); ++c) {
    const float probability = objectness * scores[c];
    const bool keep = probability > threshold;
    probabilities[c] = keep ? probability : 0.f;
    any = any || keep;
  }
  return any;
}

// A score is relative to the parent class. Keeps the last class above the threshold; returns
// whether there is one.
bool fill_most_special(const ClassTree& tree, const float* scores, float threshold,
                       std::span<float> probabilities) noexcept {
  int found = -1;
  for (int c = 0; c < tree.size(); ++c) {
    const int parent = tree.parents[c];  // always before its children
    probabilities[c] = parent < 0 ? scores[c] : scores[c] * probabilities[parent];
    if (probabilities[c] > threshold) found = c;
  }
  const float probability = found < 0 ? 0.f : probabilities[found];
  std::ranges::fill(probabilities, 0.f);
  if (found >= 0) probabilities[found] = probability;
  return found >= 0;
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

Box gaussian_box(const GaussianYoloLayer& layer, const float* entry, const Anchor& anchor,
                 int column, int row) noexcept {
  using Gaussian = GaussianYoloLayer;
  const float w =
      std::exp(entry[Gaussian::kW]) * anchor.w / static_cast<float>(layer.network_input().w);
  const float h =
      std::exp(entry[Gaussian::kH]) * anchor.h / static_cast<float>(layer.network_input().h);
  const float to_centre = layer.point() == Gaussian::Point::kLeftTop       ? .5f
                          : layer.point() == Gaussian::Point::kRightBottom ? -.5f
                                                                           : 0.f;
  const Shape& grid = layer.in();
  return {
      (static_cast<float>(column) + entry[Gaussian::kX]) / static_cast<float>(grid.w) +
          to_centre * w,
      (static_cast<float>(row) + entry[Gaussian::kY]) / static_cast<float>(grid.h) + to_centre * h,
      w, h};
}

Box detection_box(const DetectionLayer& layer, const float* raw, int cell) noexcept {
  const auto side = static_cast<float>(layer.side());
  const auto length = [&](float v) { return layer.squares_sides() ? square(v) : v; };
  const int row = cell / layer.side(), column = cell % layer.side();
  return {(raw[0] + static_cast<float>(column)) / side, (raw[1] + static_cast<float>(row)) / side,
          length(raw[2]), length(raw[3])};
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
                   float tree_threshold, const InputMapping& mapping,
                   DetectionList& list) noexcept {
  for_each_entry(
      layer, output, [&](const float* entry, const Anchor& anchor, int column, int row) noexcept {
        const float objectness = entry[RegionLayer::kObjectness];
        if (layer.drops_doubtful() && objectness < .5f) return;
        const ClassTree* tree = layer.tree();
        if (tree != nullptr && !(objectness > threshold)) return;
        const Box box = region_box(layer, entry, anchor, column, row);
        const std::span<float> probabilities = list.add(mapping.to_image(box), 1.f);
        if (probabilities.empty()) return;
        const float* scores = entry + RegionLayer::kFirstClass;
        const bool found = tree != nullptr
                               ? fill_most_special(*tree, scores, tree_threshold, probabilities)
                               : fill_probabilities(scores, objectness, threshold, probabilities);
        if (!found) list.drop_last();  // in a full list only boxes with a class may take a place
      });
}

void decode_gaussian_yolo(const GaussianYoloLayer& layer, std::span<const float> output,
                          float threshold, const InputMapping& mapping,
                          DetectionList& list) noexcept {
  using Gaussian = GaussianYoloLayer;
  for_each_entry(layer, output,
                 [&](const float* entry, const Anchor& anchor, int column, int row) noexcept {
                   const float objectness = entry[Gaussian::kObjectness];
                   if (!(objectness > threshold)) return;
                   float uncertainty = 0;
                   for (const int k : {Gaussian::kX, Gaussian::kY, Gaussian::kW, Gaussian::kH}) {
                     uncertainty += entry[k + 1] / 4;
                   }
                   const Box box = gaussian_box(layer, entry, anchor, column, row);
                   fill_probabilities(entry + Gaussian::kFirstClass, objectness * (1 - uncertainty),
                                      threshold, list.add(mapping.to_image(box), objectness));
                 });
}

void decode_detection(const DetectionLayer& layer, std::span<const float> output, float threshold,
                      const InputMapping& mapping, DetectionList& list) noexcept {
  constexpr int kCoords = 4;
  const int each = layer.boxes_per_cell();
  const float* scores = output.data();
  const float* objectness = scores + static_cast<std::ptrdiff_t>(layer.cells()) * layer.classes();
  const float* boxes = objectness + static_cast<std::ptrdiff_t>(layer.cells()) * each;
  for (int i = 0; i < layer.cells() * each; ++i) {
    const int cell = i / each;
    const Box box = detection_box(layer, boxes + static_cast<std::ptrdiff_t>(i) * kCoords, cell);
    const auto probabilities = list.add(mapping.to_image(box), objectness[i]);
    if (probabilities.empty()) continue;
    const float* cell_scores = scores + static_cast<std::ptrdiff_t>(cell) * layer.classes();
    if (!fill_probabilities(cell_scores, objectness[i], threshold, probabilities)) {
      list.drop_last();
    }
  }
}

}  // namespace dn
