// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <vector>

#include "darknet/detect/box.h"
#include "darknet/detect/detection_list.h"
#include "rtswap/exec/task_statistics.h"

namespace rtswap {

// One class of one box. A box that is probably two things gives two of these.
struct FoundObject {
  int class_index = 0;
  float probability = 0;
  dn::Box box;  // relative to the picture
};

// What one job found: objects, classes or plain values, as the task's PostProcessor says. Made with
// all its memory at set-up; filled and read many times.
struct JobResult {
  JobRecord record;
  std::vector<FoundObject> objects;     // capacity reserved
  std::uint32_t dropped_objects = 0;    // found, but beyond that capacity
  std::vector<dn::ClassScore> classes;  // best first
  std::vector<float> values;            // in Darknet's planar order
};

}  // namespace rtswap
