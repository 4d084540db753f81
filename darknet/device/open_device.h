// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "darknet/device/device.h"

namespace dn {

// Opens a device by the name users write: "cpu", "cuda:N", or "auto": the first GPU where this
// build knows GPUs and the machine has one, else the CPU. Throws Error: kBadInput for a name that
// means nothing or a GPU that is not there, kSystemFailure when the device refuses.
std::unique_ptr<Device> open_device(std::string_view name);

// Whether the name is one that open_device() could understand on some machine.
bool is_device_name(std::string_view name);

}  // namespace dn
