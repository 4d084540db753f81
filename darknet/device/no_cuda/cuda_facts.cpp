// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/facts.h"

namespace dn {

std::vector<DeviceFact> cuda_facts() { return {}; }

}  // namespace dn
