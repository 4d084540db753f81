// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/base/random_access_file.h"
#include "darknet/net/compiled_network.h"
#include "rtswap/exec/prepared_set.h"
#include "rtswap/memory/packed_image.h"

namespace rtswap {

enum class WeightsSource { kWeights, kPackFile };

// Fills a network's packed image, step by step at the plan's offsets: from the pack file beside the
// weights where the network may have one and it is good; else by reading (or generating) the
// weights and packing them, and then the pack file is written. Warnings about that file go to
// stderr. Throws dn::Error with the task's place when the weights cannot be read or make no sense.
// Set-up only; for the thread whose compute threads may be used.
WeightsSource fill_image(const PreparedNetwork& network, const dn::CompiledNetwork& compiled,
                         const std::vector<dn::Bytes>& step_offsets, PackedImage& image);

// Packed weights that stay in their pack file.
struct FiledWeights {
  dn::RandomAccessFile file;
  std::vector<dn::Bytes> steps_at;  // where each step begins in it
  WeightsSource source;
};

// The same for a network whose image is not kept in memory: its pack file, which is written first
// where there is no good one. That takes the memory of the whole network for a moment. Throws
// dn::Error with the task's place, also when there can be no such file.
FiledWeights file_weights(const PreparedNetwork& network, const dn::CompiledNetwork& compiled);

}  // namespace rtswap
