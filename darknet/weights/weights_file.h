// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/weights/network_weights.h"

// Darknet's .weights format: a header (int32 major, minor, revision; images seen as uint32 up to
// version 0.1, uint64 from 0.2 on), then the arrays of every layer one after the other, little
// endian, no markers.
namespace dn {

struct WeightsHeader {
  std::int32_t major = 0, minor = 2, revision = 5;
  std::uint64_t images_seen = 0;
  Bytes size{20};  // of the header itself
};

// Throws Error when the file is missing or shorter than a header.
WeightsHeader read_weights_header(const std::string& path);

// Throws what read_weights_file() throws for the same file, but reads only the header. What is no
// regular file (a pipe) passes: it can be read only once.
void check_weights_file(const std::string& path, const std::vector<WeightSlots>& slots);

// Throws Error when the file's size is not exactly what the slots need; the error says how many
// bytes that is.
NetworkWeights read_weights_file(const std::string& path, std::vector<WeightSlots> slots);

// Version 0.2.5. All or nothing: the file appears complete or not at all.
void write_weights_file(const std::string& path, const NetworkWeights& weights);

}  // namespace dn
