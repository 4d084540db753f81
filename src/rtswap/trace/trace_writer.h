// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "darknet/base/unique_fd.h"
#include "rtswap/trace/trace.h"

namespace rtswap {

// Writes a trace file while a run goes on: to FILE.part, which finish() renames to FILE. When the
// writing fails, or without finish(), the part file is removed and FILE is as it was; a process
// that is killed leaves the part file, which can be read as a trace that was cut short. What is no
// regular file (a device) is written to as it stands. Used by the main thread.
class TraceWriter {
 public:
  // Throws dn::Error (kSystemFailure) when the file cannot be made.
  TraceWriter(const std::string& path, const TraceHeader& header);
  ~TraceWriter();
  TraceWriter(const TraceWriter&) = delete;
  TraceWriter& operator=(const TraceWriter&) = delete;

  // Events in any order between threads. After a failed write (a full disk) nothing more is
  // written; see failure().
  void append(std::span<const Event> events);
  // `lost`: events that no ring had room for.
  void finish(std::uint64_t lost);
  // Empty, or what went wrong, in one line.
  const std::string& failure() const { return failure_; }

 private:
  void write(const void* data, std::size_t size);
  void fail();

  std::string path_;           // for messages
  std::string target_, part_;  // part_ is empty where there is nothing to rename or remove
  dn::UniqueFd fd_;
  std::uint64_t events_ = 0;
  std::string failure_;
};

}  // namespace rtswap
