// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "darknet/detect/detection_list.h"

namespace dn {

// What the classes of a network are called. Classes whose name starts with "dont_show" are never
// reported. Immutable.
class ClassNames {
 public:
  explicit ClassNames(std::vector<std::string> names);

  const std::string& name(int class_index) const { return names_[class_index]; }
  int count() const { return static_cast<int>(names_.size()); }
  bool is_hidden(int class_index) const { return hidden_[class_index] != 0; }
  // One entry per class, as DetectionList::best_class wants it.
  const std::vector<char>& hidden() const { return hidden_; }

 private:
  std::vector<std::string> names_;
  std::vector<char> hidden_;
};

}  // namespace dn
