// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/detection_options.h"

#include <fmt/format.h>

namespace dn {

int read_count(const CfgSection& section, std::string_view key, int fallback) {
  constexpr int kMost = 1 << 16;
  const int count = section.integer_at_least(key, fallback, 1);
  if (count <= kMost) return count;
  throw section.error(key, fmt::format("{}={}: it must be at most {}", key, count, kMost));
}

std::vector<Anchor> read_anchors(const CfgSection& section, int needed) {
  const std::vector<float> sides = section.reals("anchors");
  const std::size_t pairs = sides.size() / 2;
  if (sides.size() % 2 != 0 || pairs < static_cast<std::size_t>(needed)) {
    throw section.error("anchors", fmt::format("'anchors=' has {} numbers, {} anchors need {}",
                                               sides.size(), needed, 2 * needed));
  }
  std::vector<Anchor> anchors;
  for (std::size_t i = 0; i < pairs; ++i) {
    anchors.push_back({sides[2 * i], sides[2 * i + 1]});
    if (anchors.back().w <= 0 || anchors.back().h <= 0) {
      throw section.error("anchors", fmt::format("anchor {} is {} x {}: both must be positive", i,
                                                 anchors.back().w, anchors.back().h));
    }
  }
  return anchors;
}

std::vector<Anchor> read_masked_anchors(const CfgSection& section) {
  const int total = read_count(section, "num", 1);
  const std::vector<Anchor> all = read_anchors(section, total);
  if (!section.has("mask")) return {all.begin(), all.begin() + total};
  std::vector<Anchor> anchors;
  for (const int i : section.integers("mask")) {
    if (i < 0 || i >= total) {
      throw section.error("mask", fmt::format("mask {} is out of range: num={} gives anchors 0..{}",
                                              i, total, total - 1));
    }
    anchors.push_back(all[i]);
  }
  if (anchors.empty()) throw section.error("mask", "'mask=' must name at least one anchor");
  return anchors;
}

NmsKind read_nms_kind(const CfgSection& section) {
  const std::string kind = section.text("nms_kind", "default");
  if (kind == "default") return NmsKind::kDefault;
  if (kind == "greedynms") return NmsKind::kGreedy;
  if (kind == "diounms") return NmsKind::kDiou;
  throw section.error("nms_kind",
                      fmt::format("nms_kind={}: it must be default, greedynms or diounms", kind));
}

}  // namespace dn
