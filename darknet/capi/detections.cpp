// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <cstdlib>
#include <string>
#include <vector>

#include "darknet/capi/detection_arrays.h"
#include "darknet/capi/guard.h"
#include "darknet/capi/network_handle.h"
#include "darknet/detect/report.h"

// Detections come, are written, and go.
namespace {

detection* give(dn::DetectionArray found, int* num) {
  if (num != nullptr) *num = found.size();
  return found.release();
}

detection* find(network* net, const dn::BoxRequest& request, int* num) {
  return give(dn::find_boxes(*dn::required(net, "net")->loaded, 0, request), num);
}

detection* make_empty(network* net, float threshold, int* num) {
  dn::DetectOptions options;
  options.threshold = threshold;
  const dn::DetectionList& list = dn::required(net, "net")->loaded->decode(0, options, {});
  return give(dn::DetectionArray(list.size(), list.classes()), num);
}

std::string json_of(const dn::DetectionList& list, char** names, long long frame_id,
                    const char* filename) {
  std::vector<std::string> copies;
  copies.reserve(static_cast<std::size_t>(list.classes()));
  for (int c = 0; c < list.classes(); ++c) {
    copies.emplace_back(dn::required(dn::required(names, "names")[c], "a name"));
  }
  return dn::detections_as_json(list, dn::ClassNames(std::move(copies)), frame_id,
                                filename == nullptr ? "" : filename);
}

}  // namespace

detection* get_network_boxes(network* net, int w, int h, float thresh, float hier, int* map,
                             int relative, int* num, int letter) {
  if (num != nullptr) *num = 0;
  return dn::guarded<detection*>(__func__, nullptr, [&] {
    return find(net, {w, h, thresh, hier, map, relative != 0, letter != 0}, num);
  });
}

detection* make_network_boxes(network* net, float thresh, int* num) {
  if (num != nullptr) *num = 0;
  return dn::guarded<detection*>(__func__, nullptr, [&] { return make_empty(net, thresh, num); });
}

void free_detections(detection* dets, int num) {
  if (dets == nullptr) return;
  for (int i = 0; i < num; ++i) {
    for (float* owned : {dets[i].prob, dets[i].mask, dets[i].uc, dets[i].embeddings}) {
      std::free(owned);
    }
  }
  std::free(dets);
}

void free_batch_detections(det_num_pair* pairs, int num) {
  if (pairs == nullptr) return;
  for (int i = 0; i < num; ++i) free_detections(pairs[i].dets, pairs[i].num);
  std::free(pairs);
}

void free_ptrs(void** ptrs, int num) {
  if (ptrs == nullptr) return;
  for (int i = 0; i < num; ++i) std::free(ptrs[i]);
  std::free(static_cast<void*>(ptrs));
}

char* detection_to_json(detection* dets, int nboxes, int classes, char** names, long long frame_id,
                        char* filename) {
  return dn::guarded<char*>(__func__, nullptr, [&] {
    return dn::make_c_string(json_of(dn::list_of(dets, nboxes, classes), names, frame_id, filename))
        .release();
  });
}
