// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/detection_decoder.h"

#include <fmt/format.h>

#include <string_view>

namespace dn {
namespace {

const YoloLayer* as_yolo(const Layer& layer) {
  return std::string_view(layer.type()) == "yolo" ? static_cast<const YoloLayer*>(&layer) : nullptr;
}

const RegionLayer* as_region(const Layer& layer) {
  return std::string_view(layer.type()) == "region" ? static_cast<const RegionLayer*>(&layer)
                                                    : nullptr;
}

int class_count(const Layer& layer) {
  const YoloLayer* yolo = as_yolo(layer);
  return yolo != nullptr ? yolo->classes() : as_region(layer)->classes();
}

std::size_t anchor_count(const Layer& layer) {
  const YoloLayer* yolo = as_yolo(layer);
  return yolo != nullptr ? yolo->anchors().size() : as_region(layer)->anchors().size();
}

}  // namespace

bool DetectionDecoder::can_decode(const Network& network) {
  const Layer& layer = network.layer(network.result_layers().front());
  return as_yolo(layer) != nullptr || as_region(layer) != nullptr;
}

DetectionDecoder::DetectionDecoder(const Network& network)
    : network_(network), layers_(network.result_layers()) {
  if (!can_decode(network)) {
    throw bad_input(network.path() + ": no [yolo] or [region] layer, this is not a detector");
  }
  for (const int index : layers_) {
    const Layer& layer = network.layer(index);
    if (classes_ != 0 && class_count(layer) != classes_) {
      throw bad_input(layer.where(),
                      fmt::format("classes={}, but the detection layer before has {}: they must "
                                  "agree",
                                  class_count(layer), classes_));
    }
    classes_ = class_count(layer);
    max_candidates_ += layer.in().h * layer.in().w * static_cast<int>(anchor_count(layer));
  }
}

int DetectionDecoder::darknet_type_number(const Layer& layer) {
  constexpr int kRegion = 27, kYolo = 28;
  return as_yolo(layer) != nullptr ? kYolo : kRegion;
}

NmsOptions DetectionDecoder::nms(float threshold) const {
  const YoloLayer* yolo = as_yolo(network_.layer(layers_.back()));
  if (yolo == nullptr) return {NmsKind::kDefault, threshold, 0};
  return {yolo->nms_kind(), threshold, yolo->beta_nms()};
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
    if (const YoloLayer* yolo = as_yolo(layer)) {
      decode_yolo(*yolo, output, options.threshold, mapping, list);
    } else {
      decode_region(*as_region(layer), output, options.threshold, options.tree_threshold, mapping,
                    list);
    }
  }
  if (options.nms_threshold > 0) suppress_by_class(list, nms(options.nms_threshold));
}

}  // namespace dn
