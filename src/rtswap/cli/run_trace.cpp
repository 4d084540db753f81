// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/run_trace.h"

#include <cstdio>

#include "rtswap/trace/trace_reader.h"
#include "rtswap/trace/validation_text.h"

namespace rtswap {

Recorder* RunTrace::recorder(std::size_t tasks) {
  if (!is_wanted()) return nullptr;
  recorder_ = std::make_unique<Recorder>(tasks);
  return recorder_.get();
}

void RunTrace::open(TraceHeader header) {
  if (!path_.empty()) writer_.emplace(path_, header);
  kept_.header = std::move(header);
}

void RunTrace::drain(const Executor& executor) {
  if (!recorder_) return;
  drained_.clear();
  recorder_->drain(executor.start_instant(), drained_);
  if (writer_) writer_->append(drained_);
  if (validates_) kept_.events.insert(kept_.events.end(), drained_.begin(), drained_.end());
}

void RunTrace::finish(const Executor& executor) {
  if (!recorder_) return;
  drain(executor);
  if (writer_) writer_->finish(recorder_->lost());
  kept_.lost = recorder_->lost();
}

bool RunTrace::validate(bool quiet) {
  if (!validates_) return true;
  sort_events(kept_.events);
  const Validation validation = rtswap::validate(kept_);
  if (!quiet || !validation.is_clean())
    std::fputs(validation_text(kept_, validation).c_str(), stderr);
  return validation.is_clean();
}

}  // namespace rtswap
