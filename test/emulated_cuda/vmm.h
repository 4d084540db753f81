// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

namespace emulated_cuda {

// The driver function of that name, or nullptr.
void* find_driver_function(const char* name);

}  // namespace emulated_cuda
