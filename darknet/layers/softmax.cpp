// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/softmax.h"

#include <fmt/format.h>

namespace dn {
namespace {

std::vector<ClassTree::Group> tree_groups(const CfgSection& section, int values) {
  const ClassTree tree = load_class_tree(section.text("tree", ""), section.where("tree"));
  if (tree.size() != values) {
    throw section.error(
        "tree", fmt::format("the tree has {} classes, the input {} values", tree.size(), values));
  }
  return tree.groups;
}

std::vector<ClassTree::Group> equal_groups(const CfgSection& section, int values) {
  const int count = section.integer_at_least("groups", 1, 1);
  if (values % count != 0) {
    throw section.error(
        "groups", fmt::format("groups={} must divide the {} values of the input", count, values));
  }
  std::vector<ClassTree::Group> groups;
  groups.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) groups.push_back({i * (values / count), values / count});
  return groups;
}

}  // namespace

SoftmaxLayer::SoftmaxLayer(const LayerContext& context)
    : Layer(context, "softmax"),
      temperature_(context.section.real("temperature", 1)),
      spatial_(context.section.real("spatial", 0) != 0) {
  const CfgSection& section = context.section;
  section.accept({"noloss"});
  if (temperature_ <= 0) {
    throw section.error("temperature",
                        fmt::format("temperature={}: it must be above 0", temperature_));
  }
  const auto values = static_cast<int>(in().count() / in().n);
  groups_ = section.has("tree") ? tree_groups(section, values) : equal_groups(section, values);
}

std::string SoftmaxLayer::table_row() const {
  return fmt::format("softmax                                        {:4}", in().count() / in().n);
}

}  // namespace dn
