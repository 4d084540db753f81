// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/weights/weights_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "darknet/base/content_hash.h"
#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/random_access_file.h"

namespace dn {
namespace {

template <typename T>
T read_at(const std::vector<std::byte>& data, std::size_t offset) {
  T value;
  std::memcpy(&value, data.data() + offset, sizeof value);
  return value;
}

constexpr std::size_t kShortHeader = 16, kLongHeader = 20;

// `data` begins with the header, as far as the file has one.
WeightsHeader parse_header(const std::vector<std::byte>& data, const std::string& path) {
  const auto too_short = [&] {
    return bad_input(
        fmt::format("{}: {} bytes are too few for a weights file, its header alone has {}", path,
                    data.size(), kLongHeader));
  };
  if (data.size() < kShortHeader) throw too_short();
  WeightsHeader header{read_at<std::int32_t>(data, 0), read_at<std::int32_t>(data, 4),
                       read_at<std::int32_t>(data, 8), 0, Bytes(kShortHeader)};
  const bool plausible =
      header.major >= 0 && header.major < 100000 && header.minor >= 0 && header.minor < 100000;
  if (!plausible) {
    throw bad_input(
        fmt::format("{}: version {}.{} in its header: this is not a Darknet weights file", path,
                    header.major, header.minor));
  }
  if (header.major * 10 + header.minor < 2) {
    header.images_seen = read_at<std::uint32_t>(data, 12);
    return header;
  }
  if (data.size() < kLongHeader) throw too_short();
  header.images_seen = read_at<std::uint64_t>(data, 12);
  header.size = Bytes(kLongHeader);
  return header;
}

// Before memory is taken for what the cfg asks for: that may be more than there is.
void check_size(Bytes file, Bytes needed, const std::string& path) {
  if (file == needed) return;
  throw bad_input(fmt::format(
      "{}: the file has {} bytes but the network needs {}: {}", path, file.value, needed.value,
      file < needed ? "it is truncated, or belongs to another cfg" : "it belongs to another cfg"));
}

// File layout [columns][rows] -> ours [rows][columns].
void copy_transposed(const float* from, std::span<float> to, std::size_t rows) {
  const std::size_t columns = to.size() / rows;
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) to[r * columns + c] = from[c * rows + r];
  }
}

}  // namespace

WeightsHeader read_weights_header(const std::string& path) {
  return parse_header(read_binary_file(path), path);
}

void check_weights_file(const std::string& path, const std::vector<WeightSlots>& slots) {
  if (file_exists(path) && !is_regular_file(path) && !is_directory(path)) return;
  const Bytes size = file_size(path);
  std::vector<std::byte> start(std::min<std::uint64_t>(size.value, kLongHeader));
  RandomAccessFile(path).read(start, Bytes(0));
  check_size(size, parse_header(start, path).size + file_payload(slots), path);
}

NetworkWeights read_weights_file(const std::string& path, std::vector<WeightSlots> slots) {
  const std::vector<std::byte> data = read_binary_file(path);
  const WeightsHeader header = parse_header(data, path);
  check_size(Bytes(data.size()), header.size + file_payload(slots), path);
  NetworkWeights weights(std::move(slots));
  weights.images_seen = header.images_seen;
  weights.file_hash = content_hash(data);
  const bool transposed = header.major > 1000 || header.minor > 1000;
  std::size_t at = header.size.value;
  std::vector<float> matrix;
  for (int layer = 0; layer < weights.layer_count(); ++layer) {
    for (std::size_t i = 0; i < weights.slots(layer).size(); ++i) {
      const WeightSlot& slot = weights.slots(layer)[i];
      if (!slot.in_file) continue;
      const std::span<float> array = weights.array(layer, i);
      if (transposed && slot.transposable_rows > 0) {
        matrix.resize(array.size());
        std::memcpy(matrix.data(), data.data() + at, array.size_bytes());
        copy_transposed(matrix.data(), array, slot.transposable_rows);
      } else {
        std::memcpy(array.data(), data.data() + at, array.size_bytes());
      }
      at += array.size_bytes();
    }
  }
  return weights;
}

void write_weights_file(const std::string& path, const NetworkWeights& weights) {
  const WeightsHeader header;
  std::vector<std::byte> data(header.size.value + file_payload(weights.slots()).value);
  std::byte* out = data.data();
  const auto put = [&out](const void* from, std::size_t size) {
    std::memcpy(out, from, size);
    out += size;
  };
  put(&header.major, 4);
  put(&header.minor, 4);
  put(&header.revision, 4);
  put(&weights.images_seen, 8);
  for (int layer = 0; layer < weights.layer_count(); ++layer) {
    for (std::size_t i = 0; i < weights.slots(layer).size(); ++i) {
      const std::span<const float> array = weights.array(layer, i);
      if (weights.slots(layer)[i].in_file && !array.empty()) put(array.data(), array.size_bytes());
    }
  }
  write_file_atomically(path, data.data(), data.size());
}

}  // namespace dn
