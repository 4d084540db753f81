// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/top_classes.h"

namespace dn {

int top_classes(std::span<const float> scores, std::span<ClassScore> best) noexcept {
  std::size_t found = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    std::size_t place = found;
    while (place > 0 && scores[i] > best[place - 1].probability) --place;
    if (place == best.size()) continue;
    if (found < best.size()) ++found;
    for (std::size_t j = found - 1; j > place; --j) best[j] = best[j - 1];
    best[place] = {static_cast<int>(i), scores[i]};
  }
  return static_cast<int>(found);
}

}  // namespace dn
