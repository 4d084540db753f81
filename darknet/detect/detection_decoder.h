// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/detect/decode.h"
#include "darknet/detect/nms.h"
#include "darknet/net/compiled_network.h"

namespace dn {

struct DetectOptions {
  float threshold = .25f;
  float tree_threshold = .5f;  // of class trees, see decode_region()
  float nms_threshold = .45f;  // 0: no suppression
};

// Reads all detection layers of a network. Made at set-up; immutable afterwards.
class DetectionDecoder {
 public:
  // Whether the network has a detection layer at all.
  static bool can_decode(const Network& network);

  // `network` must outlive this. Throws Error when it has no detection layer, or layers that
  // disagree about the number of classes.
  explicit DetectionDecoder(const Network& network);

  int classes() const { return classes_; }
  // The most candidates one image can give.
  int max_candidates() const { return max_candidates_; }
  // What the CompiledNetwork must keep, in order.
  const std::vector<int>& layers() const { return layers_; }
  // The number by which Darknet's output calls the kind of a detection layer.
  static int darknet_type_number(const Layer& layer);
  // Metric and beta as the last detection layer wants them.
  NmsOptions nms(float threshold) const;

  // Fills the list with what the last run found in image `image` of the batch and suppresses
  // overlaps. noexcept, no heap.
  void decode(const CompiledNetwork& compiled, int image, const DetectOptions& options,
              const InputMapping& mapping, DetectionList& list) const noexcept;

 private:
  const Network& network_;
  std::vector<int> layers_;
  int classes_ = 0;
  int max_candidates_ = 0;
};

}  // namespace dn
