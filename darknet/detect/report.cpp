// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "darknet/base/json.h"

namespace dn {
namespace {

struct Reported {
  int index;
  ClassScore best;
};

std::vector<Reported> reported_by_left_edge(const DetectionList& list, const ClassNames& names,
                                            float threshold) {
  std::vector<Reported> reported;
  for (int i = 0; i < list.size(); ++i) {
    const ClassScore best = list.best_class(i, threshold, names.hidden());
    if (best.index >= 0) reported.push_back({i, best});
  }
  const auto left = [&](const Reported& r) {
    return list.box(r.index).x - list.box(r.index).w / 2;
  };
  std::ranges::stable_sort(reported, {}, left);
  return reported;
}

// Behind every class of a box.
std::string place_of(const Box& box, const TextOptions& options) {
  if (!options.extended) return "\n";
  const auto w = static_cast<float>(options.image_w), h = static_cast<float>(options.image_h);
  return fmt::format("\t(left_x: {:4.0f}   top_y: {:4.0f}   width: {:4.0f}   height: {:4.0f})\n",
                     std::round((box.x - box.w / 2) * w), std::round((box.y - box.h / 2) * h),
                     std::round(box.w * w), std::round(box.h * h));
}

}  // namespace

std::string detections_as_text(const DetectionList& list, const ClassNames& names,
                               const TextOptions& options) {
  std::string text;
  for (const auto& [index, best] : reported_by_left_edge(list, names, options.threshold)) {
    const std::string place = place_of(list.box(index), options);
    const auto add = [&](int c, float probability) {
      text += fmt::format("{}: {:.0f}%{}", names.name(c), probability * 100, place);
    };
    add(best.index, best.probability);
    const auto probabilities = list.probabilities(index);
    for (int c = 0; c < list.classes(); ++c) {
      const bool also = probabilities[c] > options.threshold && c != best.index;
      if (also && !names.is_hidden(c)) add(c, probabilities[c]);
    }
  }
  return text;
}

std::string detections_as_json(const DetectionList& list, const ClassNames& names,
                               long long frame_id, std::string_view filename) {
  constexpr float kSmallest = .005f;
  std::string text = fmt::format("{{\n \"frame_id\":{}, \n", frame_id);
  if (!filename.empty()) text += fmt::format(" \"filename\":{}, \n", json_string(filename));
  text += " \"objects\": [ \n";
  bool first = true;
  for (int i = 0; i < list.size(); ++i) {
    const Box& box = list.box(i);
    const auto probabilities = list.probabilities(i);
    for (int c = 0; c < list.classes(); ++c) {
      if (!(probabilities[c] > kSmallest) || names.is_hidden(c)) continue;
      if (!first) text += ", \n";
      first = false;
      text += fmt::format(
          "  {{\"class_id\":{}, \"name\":{}, \"relative_coordinates\":{{\"center_x\":{:f}, "
          "\"center_y\":{:f}, \"width\":{:f}, \"height\":{:f}}}, \"confidence\":{:f}}}",
          c, json_string(names.name(c)), box.x, box.y, box.w, box.h, probabilities[c]);
    }
  }
  return text + "\n ] \n}";
}

std::string detections_as_labels(const DetectionList& list, const ClassNames& names,
                                 float threshold) {
  std::string text;
  for (int i = 0; i < list.size(); ++i) {
    const ClassScore best = list.best_class(i, threshold, names.hidden());
    if (best.index < 0) continue;
    const Box& box = list.box(i);
    text +=
        fmt::format("{} {:2.4f} {:2.4f} {:2.4f} {:2.4f}\n", best.index, box.x, box.y, box.w, box.h);
  }
  return text;
}

}  // namespace dn
