// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/empty.h"

#include <fmt/format.h>

namespace dn {

std::string EmptyLayer::table_row() const {
  return fmt::format("empty                       {:4} x{:4} x{:4}", in().w, in().h, in().c);
}

}  // namespace dn
