// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/yolo.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace dn {

YoloLayer::YoloLayer(const LayerContext& context)
    : Layer(context, "yolo"),
      classes_(read_count(context.section, "classes", 20)),
      anchors_(read_masked_anchors(context.section)),
      new_coords_(context.section.integer("new_coords", 0) != 0),
      scale_x_y_(context.section.real("scale_x_y", 1)),
      nms_kind_(read_nms_kind(context.section)),
      beta_nms_(context.section.real("beta_nms", .6f)),
      network_input_(context.network_input) {
  const CfgSection& section = context.section;
  read_loss(section);
  section.accept({"max", "jitter", "resize", "ignore_thresh", "truth_thresh", "iou_thresh",
                  "random", "objectness_smooth", "iou_thresh_kind", "max_delta", "label_smooth_eps",
                  "focal_loss", "counters_per_class", "show_details", "map", "embedding_layer"});
  section.accept(
      {"track_history_size", "sim_thresh", "dets_for_track", "dets_for_show", "track_ciou_norm"});
  const long long wanted = static_cast<long long>(anchors_.size()) * entry_size();
  if (in().c != wanted) {
    throw section.error(
        "classes", fmt::format("the layer before has {} channels, {} anchors x ({} classes + 5) "
                               "need {}: set its filters={}",
                               in().c, anchors_.size(), classes_, wanted, wanted));
  }
}

void YoloLayer::read_loss(const CfgSection& section) {
  constexpr std::string_view kNames[] = {"iou", "giou", "mse", "diou", "ciou"};  // Darknet's order
  const std::string name = section.text("iou_loss", "mse");
  const auto found = std::ranges::find(kNames, name);
  if (found == std::end(kNames)) {
    throw section.error("iou_loss",
                        fmt::format("iou_loss={}: it must be mse, iou, giou, diou or ciou", name));
  }
  loss_ = fmt::format(
      "iou loss: {} ({}), iou_norm: {:2.2f}, obj_norm: {:2.2f}, cls_norm: {:2.2f}, "
      "delta_norm: {:2.2f}",
      name, found - std::begin(kNames), section.real("iou_normalizer", .75f),
      section.real("obj_normalizer", 1), section.real("cls_normalizer", 1),
      section.real("delta_normalizer", 1));
}

std::string YoloLayer::table_row() const {
  return fmt::format("yolo\n[yolo] params: {}, scale_x_y: {:2.2f}", loss_, scale_x_y_);
}

}  // namespace dn
