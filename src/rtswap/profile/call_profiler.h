// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/device/device.h"
#include "rtswap/profile/progress.h"
#include "rtswap/profile/sampler.h"

namespace rtswap {

// Times the calls that give a device work, on a stream of its own. The small step is the clearing
// of 64 bytes. Throws dn::Error.
CallProfile profile_calls(dn::Device& device, int runs, ProfileProgress& progress);

}  // namespace rtswap
