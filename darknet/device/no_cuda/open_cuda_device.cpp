// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/open_cuda_device.h"

#include "darknet/base/error.h"

namespace dn {

bool is_built_with_cuda() noexcept { return false; }

int cuda_device_count() noexcept { return 0; }

std::string why_no_cuda_device() {
  return "this program was built without CUDA; build it with 'make GPU=1'";
}

std::unique_ptr<Device> open_cuda_device(int /*ordinal*/) { throw bad_input(why_no_cuda_device()); }

}  // namespace dn
