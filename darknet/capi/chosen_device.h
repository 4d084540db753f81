// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>

#include "darknet/device/device.h"

namespace dn {

// For networks loaded from now on, by any thread: the number of a GPU, or -1 for the CPU. As in
// Darknet, it means nothing to a library that was built without GPU.
void choose_device(int number) noexcept;

// What was chosen; before that, the first GPU where there is one, else the CPU. Throws Error.
std::shared_ptr<Device> open_chosen_device();

}  // namespace dn
