// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/class_names.h"

namespace dn {

ClassNames::ClassNames(std::vector<std::string> names) : names_(std::move(names)) {
  for (const std::string& name : names_) hidden_.push_back(name.starts_with("dont_show") ? 1 : 0);
}

}  // namespace dn
