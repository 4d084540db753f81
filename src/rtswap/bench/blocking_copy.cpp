// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/bench/blocking_copy.h"

#include "rtswap/plan/optimal_grouping.h"

namespace rtswap {

Nanos blocking_copy(const LinkCosts& link, dn::Bytes bytes, Margin margin) {
  const LinkSpec line = affine_link(link);
  const auto crossing = static_cast<unsigned __int128>(bytes.value) * 1'000'000'000U /
                        line.bandwidth.bytes_per_second;
  const Margin on_loads{link.raised_percent().value_or(margin.percent)};
  return on_loads.on(line.latency + Nanos(static_cast<std::int64_t>(crossing)));
}

}  // namespace rtswap
