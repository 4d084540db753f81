// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rtswap/exec/executor.h"
#include "rtswap/trace/recorder.h"
#include "rtswap/trace/trace_writer.h"
#include "rtswap/trace/validation.h"

namespace rtswap {

// The trace of a run: recorded, written to a file, validated at the end, as far as each is wanted.
// Used by the main thread.
class RunTrace {
 public:
  // `path`: the file, or empty. To be validated, a run keeps its events in memory (32 bytes each).
  RunTrace(std::string path, bool validates) : path_(std::move(path)), validates_(validates) {}

  bool is_wanted() const { return !path_.empty() || validates_; }
  // For the executor: null when neither is wanted.
  Recorder* recorder(std::size_t tasks);
  // Before the start. `header`: with promises, where there are any. Throws dn::Error when the file
  // cannot be made.
  void open(TraceHeader header);
  // Takes what was recorded since the last time. After a failed write nothing more is written.
  void drain(const Executor& executor);
  // After the executor's join(): the file is complete, unless its writing failed.
  void finish(const Executor& executor);
  // Empty, or what went wrong with the file.
  std::string failure() const { return writer_ ? writer_->failure() : ""; }
  // After finish(), when it is wanted: prints what was found to stderr, if `quiet` only what is
  // wrong, and returns whether all is as promised.
  bool validate(bool quiet);

 private:
  std::string path_;
  bool validates_;
  std::unique_ptr<Recorder> recorder_;
  std::optional<TraceWriter> writer_;
  std::vector<Event> drained_;
  Trace kept_;
};

}  // namespace rtswap
