// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/capi/detection_arrays.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"

namespace dn {
namespace {

InputMapping mapping_of(const BoxRequest& request, const Shape& input) {
  if (!request.letterbox) return {};
  return InputMapping::letterbox(request.image_w, request.image_h, input.w, input.h);
}

void require_sound(const BoxRequest& request) {
  if (request.map != nullptr) throw bad_input("map is not NULL, class maps are not supported");
  if (request.image_w < 1 || request.image_h < 1) {
    throw bad_input(fmt::format("an image of {} x {} has no boxes, both sides must be positive",
                                request.image_w, request.image_h));
  }
}

}  // namespace

DetectionArray::DetectionArray(int count, int classes)
    : detections_(make_c_array<detection>(static_cast<std::size_t>(count))) {
  for (int i = 0; i < count; ++i) {
    probabilities_.push_back(make_c_array<float>(static_cast<std::size_t>(classes)));
    detection& made = (*this)[i];
    made.classes = classes;
    made.best_class_idx = made.sort_class = -1;
    made.prob = probabilities_.back().get();
  }
}

detection* DetectionArray::release() {
  for (CArray<float>& probabilities : probabilities_) probabilities.release();
  return detections_.release();
}

DetectionArray find_boxes(LoadedNetwork& network, int image, const BoxRequest& request) {
  require_sound(request);
  DetectOptions options;
  options.threshold = request.threshold;
  options.tree_threshold = request.tree_threshold;
  const DetectionList& list = network.decode(image, options, mapping_of(request, network.input()));
  const float w = request.relative ? 1.f : static_cast<float>(request.image_w);
  const float h = request.relative ? 1.f : static_cast<float>(request.image_h);
  DetectionArray found(list.size(), list.classes());
  for (int i = 0; i < list.size(); ++i) {
    const Box& box = list.box(i);
    found[i].bbox = {box.x * w, box.y * h, box.w * w, box.h * h};
    found[i].objectness = list.objectness(i);
    found[i].best_class_idx = list.best_class(i, 0).index;
    std::ranges::copy(list.probabilities(i), found[i].prob);
  }
  return found;
}

DetectionList list_of(const detection* detections, int count, int classes) {
  if (count < 0 || classes < 1) {
    throw bad_input(fmt::format("{} detections of {} classes cannot be", count, classes));
  }
  if (count > 0 && detections == nullptr) throw bad_input("dets is NULL");
  DetectionList list(count, classes);
  for (int i = 0; i < count; ++i) {
    const detection& from = detections[i];
    if (from.prob == nullptr || from.classes < classes) {
      throw bad_input(
          fmt::format("detection {} has {} classes, {} are asked for", i, from.classes, classes));
    }
    const Box box{from.bbox.x, from.bbox.y, from.bbox.w, from.bbox.h};
    std::ranges::copy_n(from.prob, classes, list.add(box, from.objectness).begin());
  }
  return list;
}

}  // namespace dn
