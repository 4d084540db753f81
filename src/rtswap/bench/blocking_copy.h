// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/base/bytes.h"
#include "rtswap/analysis/network_costs.h"

namespace rtswap {

// The bound of one copy that is not cut into pieces: with the margin, or what loads have instead of
// it where the link is late too often (analysis/network_costs.h).
Nanos blocking_copy(const LinkCosts& link, dn::Bytes bytes, Margin margin);

}  // namespace rtswap
