// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/inspect_image.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string_view>

namespace dn {
namespace {

using File = std::span<const std::byte>;

constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1a\n";

std::uint32_t byte_at(File file, std::size_t i) { return std::to_integer<std::uint32_t>(file[i]); }

std::uint32_t big16(File file, std::size_t i) {
  return byte_at(file, i) << 8 | byte_at(file, i + 1);
}

std::uint32_t big32(File file, std::size_t i) { return big16(file, i) << 16 | big16(file, i + 2); }

std::uint32_t little16(File file, std::size_t i) {
  return byte_at(file, i) | byte_at(file, i + 1) << 8;
}

std::uint32_t little32(File file, std::size_t i) {
  return little16(file, i) | little16(file, i + 2) << 16;
}

bool starts_with(File file, std::string_view prefix) {
  return file.size() >= prefix.size() &&
         std::memcmp(file.data(), prefix.data(), prefix.size()) == 0;
}

int as_side(std::uint64_t value) {
  return static_cast<int>(std::min<std::uint64_t>(value, std::numeric_limits<int>::max()));
}

// Baseline, extended and progressive: those that the decoder knows.
bool is_frame_header(std::uint32_t marker) { return marker >= 0xC0 && marker <= 0xC2; }

constexpr std::uint32_t kHuffmanTables = 0xC4;
constexpr std::uint32_t kStartOfScan = 0xDA;
constexpr std::uint32_t kEndOfImage = 0xD9;

// Markers that stand alone, without a length: TEM and the restart markers.
bool has_no_segment(std::uint32_t marker) {
  return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
}

// The next marker at or behind `i`, whose code then lies at i - 1; 0 at the end of the file. Inside
// a scan, 0xFF 0x00 is data.
std::uint32_t next_jpeg_marker(File file, std::size_t& i) {
  while (i + 1 < file.size()) {
    const std::uint32_t code = byte_at(file, i + 1);
    if (byte_at(file, i) == 0xFF && code != 0x00 && code != 0xFF) {
      i += 2;
      return code;
    }
    ++i;
  }
  return 0;
}

// A table of more than 256 codes is wrong, and versions of stb before 2.28 write beyond their own
// tables when they meet one.
bool has_valid_huffman_tables(File segment) {
  constexpr std::size_t kLengths = 16;  // codes of 1 to 16 bits, one count each
  while (!segment.empty()) {
    if (segment.size() < 1 + kLengths) return false;
    std::size_t codes = 0;
    for (std::size_t i = 1; i <= kLengths; ++i) codes += byte_at(segment, i);
    if (codes > 256 || segment.size() < 1 + kLengths + codes) return false;
    segment = segment.subspan(1 + kLengths + codes);
  }
  return true;
}

// One segment behind its marker, with the two bytes of its length.
std::string inspect_jpeg_segment(std::uint32_t marker, File segment, ImageSize& size) {
  constexpr std::size_t kSidesEnd = 7;
  if (is_frame_header(marker) && segment.size() >= kSidesEnd) {
    size = {as_side(big16(segment, 5)), as_side(big16(segment, 3))};
  }
  if (marker == kHuffmanTables && !has_valid_huffman_tables(segment.subspan(2))) {
    return "corrupt, it has an impossible Huffman table";
  }
  return "";
}

ImageInspection inspect_jpeg(File file) {
  ImageInspection result;
  result.damage = "truncated, the end-of-image marker is missing";
  bool has_scan = false;
  std::size_t i = 2;
  while (const std::uint32_t marker = next_jpeg_marker(file, i)) {
    if (marker == kEndOfImage) {
      result.damage = has_scan ? "" : "corrupt, it has no picture data";
      break;
    }
    if (has_no_segment(marker)) continue;
    const std::size_t left = file.size() - i;
    const std::size_t length = left < 2 ? 2 : big16(file, i);
    if (length > left) break;
    const std::string damage =
        length < 2 ? "corrupt, a segment has no length"
                   : inspect_jpeg_segment(marker, file.subspan(i, length), result.size);
    if (!damage.empty()) {
      result.damage = damage;
      break;
    }
    has_scan = has_scan || marker == kStartOfScan;
    i += length;
  }
  return result;
}

constexpr std::array<std::uint32_t, 256> kCrcTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t n = 0; n < 256; ++n) {
    std::uint32_t crc = n;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
    table[n] = crc;
  }
  return table;
}();

std::uint32_t crc32(File bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const std::byte byte : bytes) {
    crc = kCrcTable[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xFF] ^ (crc >> 8);
  }
  return ~crc;
}

std::string describe_png_damage(File file) {
  constexpr std::size_t kAround = 12;  // a chunk's length, type and CRC
  std::size_t i = kPngSignature.size();
  while (file.size() - i >= kAround) {
    const std::size_t length = big32(file, i);
    if (length > file.size() - i - kAround) break;
    const File chunk = file.subspan(i + 4, 4 + length);
    if (crc32(chunk) != big32(file, i + 8 + length)) {
      return "corrupt, the checksum of the chunk at byte " + std::to_string(i) + " is wrong";
    }
    if (starts_with(chunk, "IEND")) return "";
    i += kAround + length;
  }
  return "truncated, the IEND chunk is missing";
}

ImageInspection inspect_png(File file) {
  constexpr std::size_t kWidth = 16;  // the header chunk is always the first
  constexpr std::size_t kHeight = 20;
  ImageInspection result;
  if (file.size() >= kHeight + 4) {
    result.size = {as_side(big32(file, kWidth)), as_side(big32(file, kHeight))};
  }
  result.damage = describe_png_damage(file);
  return result;
}

ImageInspection inspect_bmp(File file) {
  constexpr std::uint32_t kOldHeader = 12;  // of OS/2, with 16-bit sides and no compression
  constexpr std::size_t kFieldsEnd = 34;    // behind the last field read here
  if (file.size() < kFieldsEnd) return {{}, "truncated inside its header"};
  const bool is_old = little32(file, 14) == kOldHeader;
  const std::uint64_t width = is_old ? little16(file, 18) : little32(file, 18);
  // A negative height means rows from top to bottom.
  const auto signed_height =
      static_cast<std::int32_t>(is_old ? little16(file, 20) : little32(file, 22));
  const auto height = static_cast<std::uint64_t>(std::llabs(signed_height));
  const std::uint64_t bits = is_old ? little16(file, 24) : little16(file, 28);
  ImageInspection result{{as_side(width), as_side(height)}, ""};
  const std::uint32_t compression = is_old ? 0 : little32(file, 30);
  // 0: none, 3: none, with colour masks. Of others the length is not known; the decoder refuses
  // them.
  if (compression != 0 && compression != 3) return result;
  const std::uint64_t pixels_at = little32(file, 10);
  const std::uint64_t row_bytes = (width * bits + 31) / 32 * 4;
  if (row_bytes == 0 || height == 0) {
    result.damage = "corrupt, its header gives no size";
  } else if (pixels_at > file.size() || (file.size() - pixels_at) / row_bytes < height) {
    result.damage = "truncated, its header announces more pixels than it has";
  }
  return result;
}

}  // namespace

std::optional<ImageInspection> inspect_image(File file) {
  if (starts_with(file, "\xFF\xD8\xFF")) return inspect_jpeg(file);
  if (starts_with(file, kPngSignature)) return inspect_png(file);
  if (starts_with(file, "BM")) return inspect_bmp(file);
  return std::nullopt;
}

}  // namespace dn
