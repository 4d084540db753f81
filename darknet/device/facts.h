// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "darknet/device/device.h"

namespace dn {

// One thing about a device or the software that drives it, for people: "driver", "CUDA 13.0".
struct DeviceFact {
  std::string name, value;
};

// What belongs beside numbers measured on the device: models, clocks, versions. What cannot be
// found out is left out. Any thread.
std::vector<DeviceFact> device_facts(const Device& device);

// Of the GPU that is current on the calling thread. cuda/ has the real one; in builds without GPU
// no_cuda/ says nothing.
std::vector<DeviceFact> cuda_facts();

}  // namespace dn
