// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "darknet/device/device.h"
#include "darknet/tensor/precision.h"
#include "rtswap/model/profile.h"
#include "rtswap/profile/progress.h"

namespace rtswap {

struct ProfileRequest {
  std::string cfg;      // a path, found
  std::string weights;  // a path, found, or random:SEED
  dn::Precision precision = dn::Precision::kFloat32;
  std::string precision_name = "fp32";  // the same, as the profile has it
  int batch = 1;
  int runs = 100;  // of everything, at least 1
  // How long to look for interruptions in each grouping; for late copies it is four times that.
  Nanos watch = std::chrono::seconds(1);
  int threads = 0;       // compute threads; 0 = all the process may use
  float thresh = 0.25F;  // of the boxes that the host looks for in the outputs
  float nms = 0.45F;
  // Large layers are cut into parts, as under a memory limit.
  bool cut = true;
  // Where not empty, only the steps and these groups (first and last step; all steps, in order)
  // are measured, only while the link is busy: what it takes to judge one plan. Mapping is left
  // out as well.
  std::vector<std::pair<int, int>> only_groups;
  bool link = true;   // measure the link, too
  std::string files;  // measure reading files in this directory, too; "" = no
};

// Measures everything there is in a profile: reads the files, takes the memory of the whole network
// and of a link, measures for about 12 x runs runs of the network and several times `watch`, and
// gives all back. Sets the calling thread's number of compute threads. The caller is the only one
// that uses the device, and the machine should have nothing else to do. Throws dn::Error, and what
// `progress` throws.
Profile make_profile(dn::Device& device, const ProfileRequest& request, ProfileProgress& progress);

}  // namespace rtswap
