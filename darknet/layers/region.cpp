// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/region.h"

#include <fmt/format.h>

namespace dn {

RegionLayer::RegionLayer(const LayerContext& context)
    : Layer(context, "region"),
      classes_(read_count(context.section, "classes", 20)),
      drops_doubtful_(context.section.integer("classfix", 0) == -1),
      mask_scale_given_(context.section.has("mask_scale")) {
  const CfgSection& section = context.section;
  const int num = read_count(section, "num", 1);
  anchors_ = read_anchors(section, num);
  anchors_.resize(num);  // a cfg may list more than it uses
  if (section.integer("coords", 4) != 4) {
    throw section.error("coords", "a box has 4 coordinates, no other number is supported");
  }
  section.accept({"log", "sqrt", "jitter", "rescore", "thresh", "absolute", "random", "coord_scale",
                  "object_scale", "noobject_scale", "class_scale", "bias_match", "focal_loss",
                  "map", "max"});
  const long long wanted = static_cast<long long>(num) * entry_size();
  if (in().c != wanted) {
    throw section.error(
        "classes", fmt::format("the layer before has {} channels, num={} x ({} classes + 5) need "
                               "{}: set its filters={}",
                               in().c, num, classes_, wanted, wanted));
  }
  read_softmax(section);
  set_output(section, wanted * grid_w() * grid_h(), 1, 1);
}

void RegionLayer::read_softmax(const CfgSection& section) {
  const bool softmax = section.integer("softmax", 0) != 0;
  if (!section.has("tree")) {
    if (softmax) softmax_groups_.push_back({0, classes_});
    return;
  }
  tree_ = load_class_tree(section.text("tree", ""), section.where("tree"));
  if (tree_->size() != classes_) {
    throw section.error("tree", fmt::format("the tree has {} classes, classes={} must be the same",
                                            tree_->size(), classes_));
  }
  softmax_groups_ = tree_->groups;
}

std::string RegionLayer::table_row() const {
  // Darknet reports the default while it reads the section, after the row.
  return mask_scale_given_ ? "detection" : "detection\nmask_scale: Using default '1.000000'";
}

}  // namespace dn
