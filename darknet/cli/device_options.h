// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string_view>

#include "darknet/cli/flags.h"
#include "darknet/device/device.h"
#include "darknet/tensor/precision.h"

// Where a command computes, and how exactly.
namespace dn {

struct DeviceOptions {
  std::shared_ptr<Device> device;
  Precision precision = Precision::kFloat32;
};

// Darknet's -i N (the GPU's number, -1 = the CPU) and -nogpu, -device auto|cpu|cuda:N, which wins,
// and -precision. Without them the first GPU where there is one, else the CPU. As in Darknet, -i
// means nothing to a program that was built without GPU. Throws Error.
DeviceOptions read_device(Flags& flags);

}  // namespace dn
