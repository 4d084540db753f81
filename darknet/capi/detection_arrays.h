// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/capi/c_memory.h"
#include "darknet/capi/loaded_network.h"
#include "darknet/include/darknet.h"

// Detections as the C interface has them, to and from this engine's lists.
namespace dn {

// An array of detections, all probabilities zero, that we own until it is given to the caller.
class DetectionArray {
 public:
  DetectionArray(int count, int classes);

  int size() const { return static_cast<int>(probabilities_.size()); }
  detection& operator[](int i) { return detections_[static_cast<std::size_t>(i)]; }
  detection* release();

 private:
  CArray<detection> detections_;
  std::vector<CArray<float>> probabilities_;
};

// What get_network_boxes is asked for; `map` is of no use to a network of ours.
struct BoxRequest {
  int image_w, image_h;
  float threshold, tree_threshold;
  const int* map;
  bool relative, letterbox;
};

// The boxes that the last run found in an image of the batch. Throws Error where the network is no
// detector or the request makes no sense.
DetectionArray find_boxes(LoadedNetwork& network, int image, const BoxRequest& request);

// A copy with the first `classes` probabilities of each detection. Throws Error for a null pointer
// where there should be something, and for a detection with fewer classes.
DetectionList list_of(const detection* detections, int count, int classes);

}  // namespace dn
