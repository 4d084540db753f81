// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "rtswap/exec/executor.h"

namespace rtswap {

// Takes results out of the executor's rings and writes them: JSON lines to a stream, annotated
// pictures to directories. Used by the main thread while the run goes on.
class ResultWriter {
 public:
  // `path`: a file, "-" for standard output, or empty for no lines at all. Opens everything it will
  // write to, so that a path that cannot be written is known before the run starts: throws
  // dn::Error (kSystemFailure).
  ResultWriter(Executor& executor, const std::string& path);
  ~ResultWriter();
  ResultWriter(const ResultWriter&) = delete;
  ResultWriter& operator=(const ResultWriter&) = delete;

  // Writes all results that are there. After a failed write (a full disk) no more lines are
  // written; see failure().
  void drain();
  // Empty, or what went wrong with the stream.
  const std::string& failure() const { return failure_; }

 private:
  void write_line(const std::string& line);
  void write_picture(std::size_t task, const JobResult& result);
  void fail(const std::string& what);

  Executor& executor_;
  std::string path_;
  int fd_ = -1;
  std::string failure_;
};

}  // namespace rtswap
