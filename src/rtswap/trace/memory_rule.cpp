// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include "rtswap/trace/resident_bytes.h"
#include "rtswap/trace/rules.h"

namespace rtswap {

void check_memory(const Trace& trace, Validation& validation) {
  if (!trace.header.memory_limit) return;
  const dn::Bytes limit = *trace.header.memory_limit;
  ResidentBytes resident(trace.header);
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    if (!resident.apply(trace.events[i]) || resident.now() <= limit) continue;
    validation.add(
        Rule::kMemory, i,
        fmt::format("{} bytes are resident, {} are allowed", resident.now().value, limit.value));
  }
}

}  // namespace rtswap
