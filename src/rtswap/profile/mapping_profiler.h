// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <vector>

#include "darknet/device/vmm.h"
#include "rtswap/profile/progress.h"
#include "rtswap/profile/sampler.h"

namespace rtswap {

// Times what one chunk costs to make, map, unmap and destroy, for some sizes between 256 KiB (or
// the device's smallest) and 32 MiB. Throws dn::Error when the device has no memory for one.
std::vector<MappingProfile> profile_mapping(dn::Vmm& vmm, int runs, ProfileProgress& progress);

}  // namespace rtswap
