// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/nms.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "darknet/capi/detection_arrays.h"
#include "darknet/capi/guard.h"

// Suppression of overlaps in the caller's arrays.
namespace {

// Brings the array into the list's order, with the probabilities and objectness that are left.
void take_over(const dn::DetectionList& list, int sort_class, detection* dets) {
  const std::vector<detection> before(dets, dets + list.size());
  for (int i = 0; i < list.size(); ++i) {
    dets[i] = before[static_cast<std::size_t>(list.slot(i))];
    dets[i].objectness = list.objectness(i);
    dets[i].sort_class = sort_class;
    std::ranges::copy(list.probabilities(i), dets[i].prob);
  }
}

void suppress(detection* dets, int total, int classes, const dn::NmsOptions& options) {
  dn::DetectionList list = dn::list_of(dets, total, classes);
  dn::suppress_by_class(list, options);
  take_over(list, classes - 1, dets);
}

dn::NmsKind kind_of(NMS_KIND kind) {
  switch (kind) {
    case DEFAULT_NMS:
      return dn::NmsKind::kDefault;
    case GREEDY_NMS:
      return dn::NmsKind::kGreedy;
    case DIOU_NMS:
      return dn::NmsKind::kDiou;
    case CORNERS_NMS:
      break;
  }
  throw dn::bad_input(
      fmt::format("nms_kind {}: it must be DEFAULT_NMS, GREEDY_NMS or DIOU_NMS", int{kind}));
}

}  // namespace

void do_nms_sort(detection* dets, int total, int classes, float thresh) {
  dn::guarded(__func__, [&] {
    suppress(dets, total, classes, {dn::NmsKind::kDefault, thresh, 0});
  });
}

void diounms_sort(detection* dets, int total, int classes, float thresh, NMS_KIND nms_kind,
                  float beta_nms) {
  dn::guarded(__func__, [&] {
    suppress(dets, total, classes, {kind_of(nms_kind), thresh, beta_nms});
  });
}

void do_nms_obj(detection* dets, int total, int classes, float thresh) {
  dn::guarded(__func__, [&] {
    dn::DetectionList list = dn::list_of(dets, total, classes);
    dn::suppress_by_objectness(list, thresh);
    take_over(list, -1, dets);
  });
}
