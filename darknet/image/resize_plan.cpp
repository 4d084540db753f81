// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/resize_plan.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "darknet/base/error.h"

namespace dn {
namespace {

struct FittedSize {
  ImageSize resized;
  int crop_x = 0;
  int crop_y = 0;
};

int scaled_side(int side, int numerator, int denominator) {
  const std::int64_t scaled = static_cast<std::int64_t>(side) * numerator / denominator;
  return static_cast<int>(std::max<std::int64_t>(scaled, 1));
}

FittedSize fit_to_input(ImageSize source, ImageSize input, Fit fit) {
  if (fit == Fit::kStretch) return {input};
  if (fit == Fit::kLetterbox) {
    const bool width_decides = static_cast<float>(input.width) / static_cast<float>(source.width) <
                               static_cast<float>(input.height) / static_cast<float>(source.height);
    if (width_decides) {
      return {{input.width, scaled_side(source.height, input.width, source.width)}};
    }
    return {{scaled_side(source.width, input.height, source.height), input.height}};
  }
  ImageSize resized{input.width, input.width};
  if (source.width < source.height) {
    resized.height = scaled_side(source.height, input.width, source.width);
  } else {
    resized.width = scaled_side(source.width, input.width, source.height);
  }
  return {resized, (resized.width - input.width) / 2, (resized.height - input.height) / 2};
}

void require_valid(ImageSize source, ImageSize input, int channels) {
  if (std::min({source.width, source.height, input.width, input.height}) < 1) {
    throw bad_input("cannot resize an image of " + std::to_string(source.width) + " x " +
                    std::to_string(source.height) + " to " + std::to_string(input.width) + " x " +
                    std::to_string(input.height) + ", all sides must be positive");
  }
  if (channels != 1 && channels != 3) {
    throw bad_input("a network input of " + std::to_string(channels) +
                    " channels cannot be made from an image, only 1 and 3 can");
  }
}

}  // namespace

ResizePlan plan_resize(ImageSize source, ImageSize input, int channels, Fit fit) {
  require_valid(source, input, channels);
  const FittedSize fitted = fit_to_input(source, input, fit);
  ResizePlan plan{source, input, channels, {0, 0, input.width, input.height}, {}, {}};
  if (fit == Fit::kLetterbox) {
    plan.placement = {(input.width - fitted.resized.width) / 2,
                      (input.height - fitted.resized.height) / 2, fitted.resized.width,
                      fitted.resized.height};
  }
  plan.columns = ResizeAxis(source.width, fitted.resized.width, fitted.crop_x);
  plan.rows = ResizeAxis(source.height, fitted.resized.height, fitted.crop_y);
  return plan;
}

}  // namespace dn
