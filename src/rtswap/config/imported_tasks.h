// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "rtswap/config/rtswap_cfg.h"

namespace rtswap {

// Which network a number of RT-Swap's configuration stands for: the configuration does not say.
struct ImportedModel {
  int model_type = 0;
  std::string cfg, weights;  // as a tasks file names them
};

// "TYPE=CFG,WEIGHTS", such as 5=yolov3.cfg,yolov3.weights. Throws dn::bad_input.
ImportedModel parse_imported_model(std::string_view text);

// A tasks file of the same task set: EDF, all tasks released together, deadlines are periods. What
// RT-Swap swaps is kept as a comment, because here the plan decides. Throws dn::bad_input, one line
// that names every model type without a network and its line, or for a type with two networks.
// `tasks` is not empty.
std::string imported_tasks(std::span<const RtSwapCfgTask> tasks,
                           std::span<const ImportedModel> models,
                           std::optional<dn::Bytes> memory_limit);

}  // namespace rtswap
