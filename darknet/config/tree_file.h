// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "darknet/base/error.h"

namespace dn {

// A hierarchy of classes, as in yolo9000's 9k.tree: a line "name parent" per class, -1 for a root.
// Consecutive classes with the same parent are a group of alternatives: their probabilities are
// relative to the parent and add up to one.
struct ClassTree {
  struct Group {
    int first = 0, size = 0;
  };
  std::vector<std::string> names;
  std::vector<int> parents;   // -1 for a root
  std::vector<int> children;  // the first group below a class, or -1
  std::vector<Group> groups;  // in order, covering all classes

  int size() const { return static_cast<int>(parents.size()); }
  bool is_leaf(int node) const { return children[node] < 0; }
};

// Throws Error with the line for one that is not "name parent", and for a parent that does not come
// before its child.
ClassTree parse_class_tree(std::string_view text, const std::string& path);

// Reads the tree a cfg names, found as SearchPath finds files: as given, beside the cfg, in the
// project's data/. `where` is the option, for the place of the cfg and for errors.
ClassTree load_class_tree(const std::string& name, const SourcePos& where);

}  // namespace dn
