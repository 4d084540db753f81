// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/capi/planar_image.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/image/resize_axis.h"
#include "darknet/image/resize_plan.h"

namespace dn {
namespace {

std::size_t value_count(int w, int h, int c) {
  constexpr double kMost = 1u << 30;
  if (w < 1 || h < 1 || c < 1 || static_cast<double>(w) * h * c > kMost) {
    throw bad_input(fmt::format("an image of {} x {} x {} cannot be made", w, h, c));
  }
  return static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * static_cast<std::size_t>(c);
}

float blend(float first, float second, float fraction) {
  return (1.f - fraction) * first + fraction * second;
}

// One channel to `width`, row after row.
std::vector<float> resize_rows(const float* from, ImageSize size, int width) {
  const ResizeAxis columns(size.width, width, 0);
  const std::vector<ResizeTap> taps = make_resize_taps(columns, width);
  std::vector<float> resized(taps.size() * static_cast<std::size_t>(size.height));
  float* out = resized.data();
  for (int y = 0; y < size.height; ++y, from += size.width) {
    for (const auto& [first, fraction] : taps)
      *out++ = blend(from[first], from[first + columns.next()], fraction);
  }
  return resized;
}

// Fills one channel of an image of width `to_width` where `place` says.
void resize_channel(const float* from, ImageSize size, const Placement& place, float* to,
                    int to_width) {
  const std::vector<float> resized = resize_rows(from, size, place.width);
  const ResizeAxis rows(size.height, place.height, 0);
  float* out = to + static_cast<std::ptrdiff_t>(place.y) * to_width + place.x;
  for (const auto& [first, fraction] : make_resize_taps(rows, place.height)) {
    const float* upper = resized.data() + static_cast<std::ptrdiff_t>(first) * place.width;
    const float* lower = upper + static_cast<std::ptrdiff_t>(rows.next()) * place.width;
    for (int x = 0; x < place.width; ++x) out[x] = blend(upper[x], lower[x], fraction);
    out += to_width;
  }
}

void resize_into(const image& from, const Placement& place, const image& to) {
  for (int c = 0; c < from.c; ++c) {
    resize_channel(from.data + static_cast<std::ptrdiff_t>(c) * from.w * from.h, {from.w, from.h},
                   place, to.data + static_cast<std::ptrdiff_t>(c) * to.w * to.h, to.w);
  }
}

}  // namespace

void require_image(const image& im) {
  if (im.data == nullptr) throw bad_input("the image has no data");
  value_count(im.w, im.h, im.c);
}

std::span<float> values_of(const image& im) { return {im.data, value_count(im.w, im.h, im.c)}; }

NewImage::NewImage(int w, int h, int c)
    : data_(make_c_array<float>(value_count(w, h, c))), image_{w, h, c, data_.get()} {}

NewImage stretched(const image& im, int w, int h) {
  require_image(im);
  NewImage result(w, h, im.c);
  resize_into(im, {0, 0, w, h}, result.get());
  return result;
}

NewImage letterboxed(const image& im, int w, int h) {
  require_image(im);
  NewImage result(w, h, im.c);
  std::ranges::fill(values_of(result.get()), ResizePlan::kBorder);
  const ResizePlan plan = plan_resize({im.w, im.h}, {w, h}, 1, Fit::kLetterbox);
  resize_into(im, plan.placement, result.get());
  return result;
}

}  // namespace dn
