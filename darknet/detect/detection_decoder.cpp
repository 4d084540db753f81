// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/detection_decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace dn {
namespace {

// What there is to know about one kind of detection layer.
struct Kind {
  std::string_view type;
  int darknet_number;
  int (*classes)(const Layer&);
  int (*boxes_per_cell)(const Layer&);
  NmsOptions (*nms)(const Layer&);
  void (*decode)(const Layer&, std::span<const float> output, const DetectOptions&,
                 const InputMapping&, DetectionList&) noexcept;
};

template <typename T>
int classes_of(const Layer& layer) {
  return static_cast<const T&>(layer).classes();
}

template <typename T>
int anchors_of(const Layer& layer) {
  return static_cast<int>(static_cast<const T&>(layer).anchors().size());
}

template <typename T>
NmsOptions nms_of(const Layer& layer) {
  const auto& yolo = static_cast<const T&>(layer);
  return {yolo.nms_kind(), 0, yolo.beta_nms()};
}

NmsOptions default_nms(const Layer& /*layer*/) { return {NmsKind::kDefault, 0, 0}; }

template <typename T, auto function>
void decode_with(const Layer& layer, std::span<const float> output, const DetectOptions& options,
                 const InputMapping& mapping, DetectionList& list) noexcept {
  function(static_cast<const T&>(layer), output, options.threshold, mapping, list);
}

constexpr Kind kKinds[] = {
    {"detection", 6, classes_of<DetectionLayer>,
     [](const Layer& layer) { return static_cast<const DetectionLayer&>(layer).boxes_per_cell(); },
     default_nms, decode_with<DetectionLayer, decode_detection>},
    {"region", 27, classes_of<RegionLayer>, anchors_of<RegionLayer>, default_nms,
     [](const Layer& layer, std::span<const float> output, const DetectOptions& options,
        const InputMapping& mapping, DetectionList& list) noexcept {
       decode_region(static_cast<const RegionLayer&>(layer), output, options.threshold,
                     options.tree_threshold, mapping, list);
     }},
    {"yolo", 28, classes_of<YoloLayer>, anchors_of<YoloLayer>, nms_of<YoloLayer>,
     decode_with<YoloLayer, decode_yolo>},
    {"Gaussian_yolo", 29, classes_of<GaussianYoloLayer>, anchors_of<GaussianYoloLayer>,
     nms_of<GaussianYoloLayer>, decode_with<GaussianYoloLayer, decode_gaussian_yolo>},
};

const Kind* kind_of(const Layer& layer) {
  const auto kind = std::ranges::find(kKinds, std::string_view(layer.type()), &Kind::type);
  return kind == std::end(kKinds) ? nullptr : kind;
}

int cell_count(const Layer& layer) {
  if (std::string_view(layer.type()) != "detection") return layer.in().h * layer.in().w;
  return static_cast<const DetectionLayer&>(layer).cells();
}

// Throws where boxes cannot be read.
void check_coords(const Layer& layer) {
  if (std::string_view(layer.type()) != "detection") return;
  const int coords = static_cast<const DetectionLayer&>(layer).coords();
  if (coords == 4) return;
  throw bad_input(layer.where(), fmt::format("coords={}: a box has 4 coordinates", coords));
}

}  // namespace

bool DetectionDecoder::can_decode(const Network& network) {
  return kind_of(network.layer(network.result_layers().front())) != nullptr;
}

DetectionDecoder::DetectionDecoder(const Network& network)
    : network_(network), layers_(network.result_layers()) {
  if (!can_decode(network)) {
    throw bad_input(network.path() +
                    ": no [yolo], [Gaussian_yolo], [region] or [detection] layer, this is not a "
                    "detector");
  }
  for (const int index : layers_) {
    const Layer& layer = network.layer(index);
    const Kind& kind = *kind_of(layer);
    check_coords(layer);
    const int classes = kind.classes(layer);
    if (classes_ != 0 && classes != classes_) {
      throw bad_input(
          layer.where(),
          fmt::format("classes={}, but the detection layer before has {}: they must agree", classes,
                      classes_));
    }
    classes_ = classes;
    max_candidates_ += cell_count(layer) * kind.boxes_per_cell(layer);
  }
}

int DetectionDecoder::darknet_type_number(const Layer& layer) {
  return kind_of(layer)->darknet_number;
}

NmsOptions DetectionDecoder::nms(float threshold) const {
  const Layer& last = network_.layer(layers_.back());
  NmsOptions options = kind_of(last)->nms(last);
  options.threshold = threshold;
  return options;
}

void DetectionDecoder::decode(const CompiledNetwork& compiled, int image,
                              const DetectOptions& options, const InputMapping& mapping,
                              DetectionList& list) const noexcept {
  list.clear();
  for (const int index : layers_) {
    const Layer& layer = network_.layer(index);
    const std::span<const float> batch = compiled.output(index);
    const std::size_t each = batch.size() / static_cast<std::size_t>(layer.in().n);
    const auto output = batch.subspan(each * static_cast<std::size_t>(image), each);
    kind_of(layer)->decode(layer, output, options, mapping, list);
  }
  if (options.nms_threshold > 0) suppress_by_class(list, nms(options.nms_threshold));
}

}  // namespace dn
