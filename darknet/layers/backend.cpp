// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/backend.h"

namespace dn {

const Backend& backend_for(DeviceKind kind) {
  return kind == DeviceKind::kCuda ? cuda_backend() : cpu_backend();
}

}  // namespace dn
