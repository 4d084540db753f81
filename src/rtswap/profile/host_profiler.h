// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/device/device.h"
#include "darknet/net/compiled_network.h"
#include "rtswap/model/profile.h"
#include "rtswap/profile/progress.h"

namespace rtswap {

// What the threads around the device take, measured with the executor's means and, where the system
// allows that, with its real-time priorities: how late a sleeping thread wakes, how long a thread
// that waits for another one takes to go on, and the two host phases of a job. `compiled` has run,
// so its outputs are there; boxes are looked for with the default threshold.
HostProfile profile_host(const dn::Device& device, const dn::CompiledNetwork& compiled, int runs,
                         ProfileProgress& progress);

}  // namespace rtswap
