// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/resizer.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "darknet/base/error.h"
#include "darknet/image/simd4.h"

namespace dn {
namespace {

constexpr float kBorder = 0.5f;

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

// One source row of RGB pixels to one resized row. Each pixel is handled as four lanes: the fourth
// is the neighbour's first channel, and what it writes is overwritten by the next pixel.
void resize_rgb_row(const std::uint8_t* source, const ResizeAxis& columns, float* out) noexcept {
  const std::int32_t* first = columns.first.data();
  const float* fraction = columns.fraction.data();
  const std::size_t n = columns.size();
  const std::int32_t next = columns.next;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint8_t* pixel = source + first[i];
    const Simd4 left = bytes_to_unit4(pixel);
    const Simd4 right = bytes_to_unit4(pixel + next);
    store4(out + 3 * i, (1.0f - fraction[i]) * left + fraction[i] * right);
  }
}

void resize_grey_row(const std::uint8_t* source, const ResizeAxis& columns, float* out) noexcept {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::uint8_t* pixel = source + columns.first[i];
    const float fraction = columns.fraction[i];
    out[i] =
        (1.0f - fraction) * byte_to_unit(pixel[0]) + fraction * byte_to_unit(pixel[columns.next]);
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
    : source_(source), input_(input), channels_(channels) {
  require_valid(source, input, channels);
  const FittedSize fitted = fit_to_input(source, input, fit);
  placement_ = {0, 0, input.width, input.height};
  if (fit == Fit::kLetterbox) {
    placement_ = {(input.width - fitted.resized.width) / 2,
                  (input.height - fitted.resized.height) / 2, fitted.resized.width,
                  fitted.resized.height};
  }
  columns_ = make_resize_axis(source.width, fitted.resized.width, fitted.crop_x, placement_.width);
  rows_ = make_resize_axis(source.height, fitted.resized.height, fitted.crop_y, placement_.height);
  for (std::int32_t& first : columns_.first) first *= channels;
  columns_.next *= channels;

  const auto channel_count = static_cast<std::size_t>(channels);
  input_row_floats_ = static_cast<std::size_t>(input.width) * channel_count;
  rows_in_input_ = static_cast<std::size_t>(input.height);
  row_floats_ = static_cast<std::size_t>(placement_.width) * channel_count;
  // The last RGB pixel is stored as four floats.
  for (AlignedBuffer<float>& slot : slots_) slot = AlignedBuffer<float>(row_floats_ + 1);
}

const float* Resizer::resized_row(const PixelImage& image, int y) noexcept {
  const int slot = y % 2;
  float* out = slots_[slot].data();
  if (row_in_slot_[slot] == y) return out;
  if (channels_ == 3) {
    resize_rgb_row(image.row(y), columns_, out);
  } else {
    resize_grey_row(image.row(y), columns_, out);
  }
  row_in_slot_[slot] = y;
  return out;
}

void Resizer::fill_border(float* input) const noexcept {
  const auto top = static_cast<std::size_t>(placement_.y);
  const std::size_t bottom = top + static_cast<std::size_t>(placement_.height);
  const std::size_t left =
      static_cast<std::size_t>(placement_.x) * static_cast<std::size_t>(channels_);
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
  if (image.size() != source_ || image.channels() != channels_ || input.size() != input_floats()) {
    return false;
  }
  fill_border(input.data());
  row_in_slot_[0] = row_in_slot_[1] = -1;
  float* out = input.data() + static_cast<std::size_t>(placement_.y) * input_row_floats_ +
               static_cast<std::size_t>(placement_.x * channels_);
  for (std::size_t i = 0; i < rows_.size(); ++i, out += input_row_floats_) {
    const float* upper = resized_row(image, rows_.first[i]);
    const float* lower = resized_row(image, rows_.first[i] + rows_.next);
    blend_rows(upper, lower, rows_.fraction[i], row_floats_, out);
  }
  return true;
}

}  // namespace dn
