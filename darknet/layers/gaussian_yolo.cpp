// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/gaussian_yolo.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace dn {
namespace {

// The number of a name in `names`, in Darknet's order.
template <std::size_t count>
int read_choice(const CfgSection& section, std::string_view key, std::string_view fallback,
                const std::string_view (&names)[count]) {
  const std::string name = section.text(key, fallback);
  const auto found = std::ranges::find(names, name);
  if (found == std::end(names)) {
    std::string known;
    for (const std::string_view choice : names) known += " " + std::string(choice);
    throw section.error(key, fmt::format("{}={}: it must be one of{}", key, name, known));
  }
  return static_cast<int>(found - std::begin(names));
}

int read_point(const CfgSection& section) {
  constexpr std::string_view kPoints[] = {"center", "left_top", "right_bottom"};
  return read_choice(section, "yolo_point", "center", kPoints);
}

// What the settings look like in the layer table.
std::string describe(const CfgSection& section, float scale_x_y) {
  constexpr std::string_view kLosses[] = {"iou", "giou", "mse", "diou", "ciou"};
  const int loss = read_choice(section, "iou_loss", "mse", kLosses);
  const int point = read_point(section);
  const std::string norms = fmt::format(
      "iou_norm: {:.2f}, obj_norm: {:.2f}, cls_norm: {:.2f}", section.real("iou_normalizer", .75f),
      section.real("obj_normalizer", 1), section.real("cls_normalizer", 1));
  return fmt::format(
      "[Gaussian_yolo] iou loss: {} ({}), {}, delta_norm: {:.2f}, scale: {:.2f}, point: {}",
      kLosses[loss], loss, norms, section.real("delta_normalizer", 1), scale_x_y, 1 << point);
}

}  // namespace

GaussianYoloLayer::GaussianYoloLayer(const LayerContext& context)
    : Layer(context, "Gaussian_yolo"),
      classes_(read_count(context.section, "classes", 20)),
      anchors_(read_masked_anchors(context.section)),
      scale_x_y_(context.section.real("scale_x_y", 1)),
      point_(static_cast<Point>(read_point(context.section))),
      nms_kind_(read_nms_kind(context.section)),
      beta_nms_(context.section.real("beta_nms", .6f)),
      network_input_(context.network_input),
      row_(describe(context.section, scale_x_y_)) {
  const CfgSection& section = context.section;
  section.accept({"max", "jitter", "resize", "ignore_thresh", "truth_thresh", "iou_thresh",
                  "random", "objectness_smooth", "iou_thresh_kind", "uc_normalizer", "max_delta",
                  "label_smooth_eps", "counters_per_class", "map"});
  const long long wanted = static_cast<long long>(anchors_.size()) * entry_size();
  if (in().c != wanted) {
    throw section.error(
        "classes", fmt::format("the layer before has {} channels, {} anchors x ({} classes + 9) "
                               "need {}: set its filters={}",
                               in().c, anchors_.size(), classes_, wanted, wanted));
  }
}

std::string GaussianYoloLayer::table_row() const { return row_; }

}  // namespace dn
