// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/device/device.h"
#include "darknet/net/compiled_network.h"
#include "rtswap/model/profile.h"
#include "rtswap/model/task.h"
#include "rtswap/profile/progress.h"

namespace rtswap {

// What the threads around the device take, measured with the executor's means and, where the system
// allows that, with its real-time priorities: how late a sleeping thread wakes, how long a thread
// that waits for another one takes to go on, and the two host phases of a job. `compiled` has run,
// so its outputs are there. `task` says how boxes are looked for. What a network with generated
// weights takes for objects can be so many that a result takes a second: what is slow is measured
// less often, for about two seconds.
HostProfile profile_host(const dn::Device& device, const dn::CompiledNetwork& compiled,
                         const TaskSpec& task, int runs, ProfileProgress& progress);

}  // namespace rtswap
