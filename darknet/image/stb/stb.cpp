// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/stb/stb.h"

#include <climits>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "darknet/base/error.h"

namespace {

// A crafted PNG of one pixel can inflate to gigabytes; stb grows its buffer as long as it gets
// memory. This is above what the largest image that load_image() accepts needs.
constexpr std::size_t kMaxAllocation = std::size_t{1} << 30;

void* limited_malloc(std::size_t size) {
  return size > kMaxAllocation ? nullptr : std::malloc(size);
}

void* limited_realloc(void* old, std::size_t size) {
  return size > kMaxAllocation ? nullptr : std::realloc(old, size);
}

}  // namespace

#define STBI_MALLOC(size) limited_malloc(size)
#define STBI_REALLOC(old, size) limited_realloc(old, size)
#define STBI_FREE(old) std::free(old)
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_ONLY_BMP
#define STBI_NO_STDIO
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
// At -O3 g++ warns of a callback's fields that stb sets only where it has a callback.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <stb/stb_image.h>
#pragma GCC diagnostic pop

#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

namespace dn::stb {
namespace {

void append(void* context, void* data, int size) {
  auto* bytes = static_cast<std::vector<std::byte>*>(context);
  const auto* from = static_cast<const std::byte*>(data);
  bytes->insert(bytes->end(), from, from + size);
}

}  // namespace

std::optional<PixelImage> decode(std::span<const std::byte> file, int channels,
                                 std::string& reason) {
  if (file.size() > INT_MAX) {
    reason = "more than 2 GiB";
    return std::nullopt;
  }
  ImageSize size;
  int channels_in_file = 0;
  const std::unique_ptr<stbi_uc, decltype(&std::free)> pixels(
      stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(file.data()),
                            static_cast<int>(file.size()), &size.width, &size.height,
                            &channels_in_file, channels),
      &std::free);
  if (!pixels) {
    reason = stbi_failure_reason();
    if (reason == "outofmem") reason = "its decoding takes more memory than there is or than 1 GiB";
    return std::nullopt;
  }
  PixelImage image(size, channels);
  std::memcpy(image.data(), pixels.get(), image.byte_count());
  return image;
}

std::vector<std::byte> encode_jpeg(const PixelImage& image, int quality) {
  std::vector<std::byte> file;
  if (stbi_write_jpg_to_func(append, &file, image.width(), image.height(), image.channels(),
                             image.data(), quality) == 0) {
    file.clear();
  }
  return file;
}

std::vector<std::byte> encode_png(const PixelImage& image) {
  std::vector<std::byte> file;
  if (stbi_write_png_to_func(append, &file, image.width(), image.height(), image.channels(),
                             image.data(), static_cast<int>(image.row_bytes())) == 0) {
    file.clear();
  }
  return file;
}

}  // namespace dn::stb
