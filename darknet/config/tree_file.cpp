// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/config/tree_file.h"

#include <fmt/format.h>

#include <sstream>

#include "darknet/base/file.h"
#include "darknet/config/search_path.h"

namespace dn {
namespace {

void add_class(ClassTree& tree, std::string name, int parent) {
  const int node = tree.size();
  if (node == 0 || parent != tree.parents.back()) tree.groups.push_back({node, 0});
  const int group = static_cast<int>(tree.groups.size()) - 1;
  ++tree.groups.back().size;
  if (parent >= 0 && tree.children[parent] < 0) tree.children[parent] = group;
  tree.names.push_back(std::move(name));
  tree.parents.push_back(parent);
  tree.children.push_back(-1);
}

}  // namespace

ClassTree parse_class_tree(std::string_view text, const std::string& path) {
  ClassTree tree;
  std::istringstream lines{std::string(text)};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream words(line);
    std::string name;
    int parent = -1;
    if (!(words >> name)) continue;
    const SourcePos here{path, number};
    if (!(words >> parent)) {
      throw bad_input(
          here, fmt::format("'{}': expected a class name and the number of its parent", line));
    }
    if (parent < -1 || parent >= tree.size()) {
      throw bad_input(here, fmt::format("parent {} of '{}' must be -1 or one of the {} classes "
                                        "above",
                                        parent, name, tree.size()));
    }
    add_class(tree, std::move(name), parent);
  }
  if (tree.size() == 0) throw bad_input(path + ": no classes in it, is this a tree file?");
  return tree;
}

ClassTree load_class_tree(const std::string& name, const SourcePos& where) {
  const SearchPath search = SearchPath(project_roots()).beside(where.file);
  std::string path;
  try {
    path = search.find_file(name, {"data"});
  } catch (const Error& error) {
    throw bad_input(where, fmt::format("tree={}: {}", name, error.what()));
  }
  return parse_class_tree(read_text_file(path), path);
}

}  // namespace dn
