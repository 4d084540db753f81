// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/base/error.h"
#include "rtswap/model/time.h"

namespace rtswap {

// A line of RT-Swap's own configuration (Kang et al., RTAS 2024, the published code): a task by the
// number of its model type, and which of the model's memory objects are swapped.
struct RtSwapCfgTask {
  int model_type = 0;
  Nanos period{0};                       // the deadline as well
  std::optional<dn::Bytes> swap_volume;  // at most; the Darknet variant takes it as an option
  std::vector<std::uint32_t> swapped_objects;
  dn::SourcePos where;
};

// One task per line, in one of two forms, the same for all lines; periods in milliseconds:
//   MODEL,PERIOD,VOLUME,COUNT,OBJECT...   (PyTorch variant)
//   MODEL,PERIOD,COUNT,OBJECT...          (Darknet variant)
// Empty lines and lines that begin with '#' say nothing. Throws dn::bad_input, one line with
// file:line, for anything else, and for a file without a task.
std::vector<RtSwapCfgTask> parse_rtswap_cfg(std::string_view text, const std::string& file);

}  // namespace rtswap
