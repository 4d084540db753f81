// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string_view>
#include <vector>

#include "darknet/config/cfg_file.h"

// What the detection layers' sections have in common.
namespace dn {

// A typical box of a detection layer: in pixels of the network's input ([yolo]) or in grid cells
// ([region]).
struct Anchor {
  float w = 0, h = 0;
};

// The metric of non-maximum suppression; detect/nms.h defines them.
enum class NmsKind { kDefault, kGreedy, kDiou };

// A number of classes or of boxes: at least 1, and not more than any network has, so that products
// of two of them and a grid fit 64 bits.
int read_count(const CfgSection& section, std::string_view key, int fallback);

// The pairs of `anchors=`; throws unless there are at least `needed` pairs, all of them positive.
std::vector<Anchor> read_anchors(const CfgSection& section, int needed);

// Those of the `num` anchors that `mask=` names, all where there is no mask.
std::vector<Anchor> read_masked_anchors(const CfgSection& section);

// `nms_kind=` default, greedynms or diounms.
NmsKind read_nms_kind(const CfgSection& section);

}  // namespace dn
