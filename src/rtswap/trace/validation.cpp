// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/validation.h"

#include <fmt/format.h>

#include "rtswap/trace/rules.h"

namespace rtswap {
namespace {

void count(const Trace& trace, Validation& validation) {
  for (const Event& event : trace.events) {
    validation.jobs += event.kind == EventKind::kDone ? 1 : 0;
    validation.misses += event.kind == EventKind::kMiss ? 1 : 0;
    validation.aborted += event.kind == EventKind::kAbort ? 1 : 0;
    validation.skipped += event.kind == EventKind::kSkip ? event.value : 0;
    validation.groups += event.kind == EventKind::kGroupEnd ? 1 : 0;
    validation.loads += event.kind == EventKind::kLoadEnd ? 1 : 0;
  }
}

}  // namespace

Validation validate(const Trace& trace) {
  Validation validation;
  count(trace, validation);
  if (!trace.complete) {
    validation.add(Rule::kComplete, trace.events.size(),
                   fmt::format("the trace was cut short after {} events", trace.events.size()));
  } else if (trace.lost > 0) {
    validation.add(Rule::kComplete, trace.events.size(),
                   fmt::format("{} events were lost: a ring was full", trace.lost));
  }
  if (!validation.is_clean()) return validation;
  check_releases(trace, validation);
  check_job_lives(trace, validation);
  check_firm_windows(trace, validation);
  check_grants(trace, validation);
  check_times(trace, validation);
  check_content(trace, validation);
  check_memory(trace, validation);
  return validation;
}

}  // namespace rtswap
