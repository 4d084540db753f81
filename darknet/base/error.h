// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cerrno>
#include <stdexcept>
#include <string>

// The one error type of the set-up phase. It is thrown while files are read, networks are built and
// memory is taken, and main() prints it as one line: "where: what is wrong, what to do". The run
// phase never throws.
namespace dn {

// What the process exits with; see docs/usage.md.
enum class ExitCode : int {
  kOk = 0,            // promise kept
  kMissed = 1,        // a deadline was missed, or the set is not schedulable
  kBadInput = 2,      // something the user gave us is wrong
  kSystemFailure = 3  // the device or the operating system refused
};

// A place in a text the user wrote. Line and column count from 1; 0 means unknown and is not
// printed.
struct SourcePos {
  std::string file;
  int line = 0;
  int column = 0;

  std::string str() const;
};

class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& what) : std::runtime_error(what), code_(code) {}
  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

// Builders, so that a throw reads as a sentence:  throw bad_input(pos, "stride is 0, it must be at
// least 1");
Error bad_input(const std::string& what);
Error bad_input(const SourcePos& where, const std::string& what);
Error system_failure(const std::string& what);
// Adds what errno says.
Error system_failure_errno(const std::string& what, int error_number = errno);

}  // namespace dn
