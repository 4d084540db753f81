// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/resizer.h"

#include <algorithm>
#include <cstdint>

#include "darknet/image/simd4.h"

namespace dn {
namespace {

// One source row of RGB pixels to one resized row. Each pixel is handled as four lanes: the fourth
// is the neighbour's first channel, and what it writes is overwritten by the next pixel.
void resize_rgb_row(const std::uint8_t* source, std::span<const ResizeTap> columns,
                    std::ptrdiff_t next, float* out) noexcept {
  for (const auto& [first, fraction] : columns) {
    const Simd4 left = bytes_to_unit4(source + first);
    const Simd4 right = bytes_to_unit4(source + first + next);
    store4(out, (1.0f - fraction) * left + fraction * right);
    out += 3;
  }
}

void resize_grey_row(const std::uint8_t* source, std::span<const ResizeTap> columns,
                     std::ptrdiff_t next, float* out) noexcept {
  for (const auto& [first, fraction] : columns) {
    *out++ = (1.0f - fraction) * byte_to_unit(source[first]) +
             fraction * byte_to_unit(source[first + next]);
  }
}

void blend_rows(const float* upper, const float* lower, float fraction, std::size_t n,
                float* out) noexcept {
  const float keep = 1.0f - fraction;
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) store4(out + i, keep * load4(upper + i) + fraction * load4(lower + i));
  for (; i < n; ++i) out[i] = keep * upper[i] + fraction * lower[i];
}

}  // namespace

Resizer::Resizer(ImageSize source, ImageSize input, int channels, Fit fit)
    : plan_(plan_resize(source, input, channels, fit)),
      columns_(make_resize_taps(plan_.columns, plan_.placement.width)),
      rows_(make_resize_taps(plan_.rows, plan_.placement.height)) {
  for (ResizeTap& tap : columns_) tap.first *= channels;

  const auto channel_count = static_cast<std::size_t>(channels);
  input_row_floats_ = static_cast<std::size_t>(input.width) * channel_count;
  rows_in_input_ = static_cast<std::size_t>(input.height);
  row_floats_ = static_cast<std::size_t>(plan_.placement.width) * channel_count;
  // The last RGB pixel is stored as four floats.
  for (AlignedBuffer<float>& slot : slots_) slot = AlignedBuffer<float>(row_floats_ + 1);
}

const float* Resizer::resized_row(const PixelImage& image, int y) noexcept {
  const int slot = y % 2;
  float* out = slots_[slot].data();
  if (row_in_slot_[slot] == y) return out;
  const std::ptrdiff_t next = static_cast<std::ptrdiff_t>(plan_.columns.next()) * plan_.channels;
  if (plan_.channels == 3) {
    resize_rgb_row(image.row(y), columns_, next, out);
  } else {
    resize_grey_row(image.row(y), columns_, next, out);
  }
  row_in_slot_[slot] = y;
  return out;
}

void Resizer::fill_border(float* input) const noexcept {
  constexpr float kBorder = ResizePlan::kBorder;
  const Placement& placement = plan_.placement;
  const auto top = static_cast<std::size_t>(placement.y);
  const std::size_t bottom = top + static_cast<std::size_t>(placement.height);
  const std::size_t left =
      static_cast<std::size_t>(placement.x) * static_cast<std::size_t>(plan_.channels);
  std::fill_n(input, top * input_row_floats_, kBorder);
  for (std::size_t y = top; y < bottom; ++y) {
    float* row = input + y * input_row_floats_;
    std::fill_n(row, left, kBorder);
    std::fill(row + left + row_floats_, row + input_row_floats_, kBorder);
  }
  std::fill_n(input + bottom * input_row_floats_, (rows_in_input_ - bottom) * input_row_floats_,
              kBorder);
}

bool Resizer::run(const PixelImage& image, std::span<float> input) noexcept {
  if (image.size() != plan_.source || image.channels() != plan_.channels ||
      input.size() != input_floats()) {
    return false;
  }
  fill_border(input.data());
  row_in_slot_[0] = row_in_slot_[1] = -1;
  const Placement& placement = plan_.placement;
  float* out = input.data() + static_cast<std::size_t>(placement.y) * input_row_floats_ +
               static_cast<std::size_t>(placement.x) * static_cast<std::size_t>(plan_.channels);
  for (const auto& [first, fraction] : rows_) {
    const float* upper = resized_row(image, first);
    const float* lower = resized_row(image, first + plan_.rows.next());
    blend_rows(upper, lower, fraction, row_floats_, out);
    out += input_row_floats_;
  }
  return true;
}

}  // namespace dn
