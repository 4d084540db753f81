// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "darknet/capi/guard.h"
#include "darknet/capi/planar_image.h"
#include "darknet/image/load_image.h"

// Images come, change and go.
namespace {

constexpr image kNoImage{0, 0, 0, nullptr};

// Bytes with interleaved channels to planar values from 0 to 1.
void fill_from_bytes(const image& im, const std::uint8_t* bytes) {
  constexpr float kWhite = 255.f;
  const auto plane = static_cast<std::size_t>(im.w) * static_cast<std::size_t>(im.h);
  const auto channels = static_cast<std::size_t>(im.c);
  for (std::size_t c = 0; c < channels; ++c) {
    float* out = im.data + c * plane;
    for (std::size_t i = 0; i < plane; ++i) {
      out[i] = static_cast<float>(bytes[i * channels + c]) / kWhite;
    }
  }
}

dn::NewImage load_color(const char* filename, int w, int h) {
  constexpr int kChannels = 3;
  const dn::PixelImage pixels = dn::load_image(dn::required(filename, "filename"), kChannels);
  dn::NewImage loaded(pixels.width(), pixels.height(), kChannels);
  fill_from_bytes(loaded.get(), pixels.data());
  const bool as_it_is = w == 0 || h == 0 || pixels.size() == dn::ImageSize{w, h};
  return as_it_is ? std::move(loaded) : dn::stretched(loaded.get(), w, h);
}

}  // namespace

image make_image(int w, int h, int c) {
  return dn::guarded(__func__, kNoImage, [&] { return dn::NewImage(w, h, c).release(); });
}

void free_image(image im) { std::free(im.data); }

image load_image_color(const char* filename, int w, int h) {
  return dn::guarded(__func__, kNoImage, [&] { return load_color(filename, w, h).release(); });
}

void copy_image_from_bytes(image im, const char* bytes) {
  dn::guarded(__func__, [&] {
    dn::require_image(im);
    fill_from_bytes(im, reinterpret_cast<const std::uint8_t*>(dn::required(bytes, "bytes")));
  });
}

image resize_image(image im, int w, int h) {
  return dn::guarded(__func__, kNoImage, [&] { return dn::stretched(im, w, h).release(); });
}

image letterbox_image(image im, int w, int h) {
  return dn::guarded(__func__, kNoImage, [&] { return dn::letterboxed(im, w, h).release(); });
}

void rgbgr_image(image im) {
  dn::guarded(__func__, [&] {
    dn::require_image(im);
    if (im.c < 3) throw dn::bad_input("the image needs three channels");
    const auto plane = static_cast<std::ptrdiff_t>(im.w) * im.h;
    std::swap_ranges(im.data, im.data + plane, im.data + 2 * plane);
  });
}
