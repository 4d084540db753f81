// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string>

#include "darknet/device/device.h"

// The CUDA side of open_device(): cuda/ has the real one, no_cuda/ stands in for it in builds
// without GPU.
namespace dn {

bool is_built_with_cuda() noexcept;
// How many CUDA devices this program can use here; 0 without a driver.
int cuda_device_count() noexcept;
// Why there is none, for messages; empty where there is one.
std::string why_no_cuda_device();
// `ordinal` is below cuda_device_count().
std::unique_ptr<Device> open_cuda_device(int ordinal);

}  // namespace dn
