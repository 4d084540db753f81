// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/annotate.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "darknet/image/draw.h"

namespace dn {
namespace {

struct Shown {
  int index;
  ClassScore best;
};

// "dog (65%), cat (30%)", the best class first.
std::string label_of(const Shown& shown, const DetectionList& list, const ClassNames& names,
                     float threshold) {
  const auto part = [&](int c, float p) {
    return fmt::format("{} ({:.0f}%)", names.name(c), p * 100);
  };
  std::string label = part(shown.best.index, shown.best.probability);
  const auto probabilities = list.probabilities(shown.index);
  for (int c = 0; c < list.classes(); ++c) {
    const bool also = probabilities[c] > threshold && c != shown.best.index;
    if (also && !names.is_hidden(c)) label += ", " + part(c, probabilities[c]);
  }
  return label;
}

}  // namespace

void annotate(PixelImage& image, const DetectionList& list, const ClassNames& names,
              float threshold) {
  std::vector<Shown> all;
  for (int i = 0; i < list.size(); ++i) {
    const ClassScore best = list.best_class(i, threshold, names.hidden());
    if (best.index >= 0) all.push_back({i, best});
  }
  std::ranges::stable_sort(all, {}, [](const Shown& s) { return s.best.probability; });
  for (const Shown& shown : all) {
    const Box& box = list.box(shown.index);
    const PixelBox place = to_pixel_box(box.x, box.y, box.w, box.h, image.size());
    const Color color = class_color(shown.best.index, list.classes());
    draw_box(image, place, color, line_thickness(image.height()));
    draw_label(image, place, label_of(shown, list, names, threshold), color);
  }
}

}  // namespace dn
