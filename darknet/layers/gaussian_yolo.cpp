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
    throw section.error(
        key, fmt::format("{}={}: it must be one of {}", key, name, fmt::join(names, ", ")));
  }
  return static_cast<int>(found - std::begin(names));
}

// What the training settings look like in the layer table.
std::string describe(const CfgSection& section, float scale_x_y) {
  constexpr std::string_view kLosses[] = {"iou", "giou", "mse", "diou", "ciou"};
  constexpr std::string_view kPoints[] = {"center", "left_top", "right_bottom"};
  const int loss = read_choice(section, "iou_loss", "mse", kLosses);
  const int point = read_choice(section, "yolo_point", "center", kPoints);
  return fmt::format(
      "[Gaussian_yolo] iou loss: {} ({}), iou_norm: {:2.2f}, obj_norm: {:2.2f}, cls_norm: {:2.2f}, "
      "delta_norm: {:2.2f}, scale: {:2.2f}, point: {}",
      kLosses[loss], loss, section.real("iou_normalizer", .75f), section.real("obj_normalizer", 1),
      section.real("cls_normalizer", 1), section.real("delta_normalizer", 1), scale_x_y,
      1 << point);
}

// The anchors of this layer: those of `mask`, or all `num`.
long long count_anchors(const CfgSection& section) {
  const int num = section.integer_at_least("num", 1, 1);
  const std::vector<int> mask = section.integers("mask");
  for (const int i : mask) {
    if (i < 0 || i >= num) {
      throw section.error("mask", fmt::format("mask {} is out of range: num={} gives anchors 0..{}",
                                              i, num, num - 1));
    }
  }
  return section.has("mask") ? static_cast<long long>(mask.size()) : num;
}

}  // namespace

GaussianYoloLayer::GaussianYoloLayer(const LayerContext& context)
    : Layer(context, "Gaussian_yolo"),
      classes_(context.section.integer_at_least("classes", 20, 1)),
      scale_x_y_(context.section.real("scale_x_y", 1)),
      row_(describe(context.section, scale_x_y_)) {
  const CfgSection& section = context.section;
  // Training, and how boxes are read from the output.
  section.accept({"anchors", "max", "jitter", "resize", "ignore_thresh", "truth_thresh",
                  "iou_thresh", "random", "objectness_smooth", "iou_thresh_kind", "uc_normalizer",
                  "max_delta", "label_smooth_eps", "nms_kind", "beta_nms", "counters_per_class",
                  "map"});
  const long long anchors = count_anchors(section);
  const long long wanted = anchors * entry_size();
  if (in().c != wanted) {
    throw section.error(
        "classes", fmt::format("the layer before has {} channels, {} anchors x ({} classes + 9) "
                               "need {}: set its filters={}",
                               in().c, anchors, classes_, wanted, wanted));
  }
}

std::string GaussianYoloLayer::table_row() const { return row_; }

}  // namespace dn
