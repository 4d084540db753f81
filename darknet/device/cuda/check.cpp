// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/cuda/check.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

namespace dn {

// The call is given as its source text; its name is enough for a message.
std::string cuda_failure(std::string_view call, cudaError_t error,
                         const std::source_location& where) {
  return fmt::format("{} failed: {} ({}) at {}:{}", call.substr(0, call.find('(')),
                     cudaGetErrorString(error), cudaGetErrorName(error), where.file_name(),
                     where.line());
}

void cuda_fatal(std::string_view call, cudaError_t error,
                const std::source_location& where) noexcept {
  const std::string_view name = call.substr(0, call.find('('));
  std::fprintf(stderr, "the GPU failed: %.*s: %s (%s) at %s:%u\n", static_cast<int>(name.size()),
               name.data(), cudaGetErrorString(error), cudaGetErrorName(error), where.file_name(),
               static_cast<unsigned>(where.line()));
  std::fflush(nullptr);
  std::_Exit(static_cast<int>(ExitCode::kSystemFailure));
}

}  // namespace dn
