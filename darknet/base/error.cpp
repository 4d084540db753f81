// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/error.h"

#include <cstring>

namespace dn {

std::string SourcePos::str() const {
  std::string s = file;
  if (line > 0) s += ":" + std::to_string(line);
  if (line > 0 && column > 0) s += ":" + std::to_string(column);
  return s;
}

Error bad_input(const std::string& what) { return {ExitCode::kBadInput, what}; }

Error bad_input(const SourcePos& where, const std::string& what) {
  return {ExitCode::kBadInput, where.str() + ": " + what};
}

Error system_failure(const std::string& what) { return {ExitCode::kSystemFailure, what}; }

Error system_failure_errno(const std::string& what, int error_number) {
  return {ExitCode::kSystemFailure, what + ": " + std::strerror(error_number)};
}

}  // namespace dn
