// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/cuda/check.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace dn {
namespace {

// Its name is enough for a message.
std::string_view name_of(const CudaCall& call) {
  const std::string_view text = call.text;
  return text.substr(0, text.find('('));
}

}  // namespace

std::string cuda_failure(const CudaCall& call, cudaError_t error) {
  return fmt::format("{} failed: {} ({}) at {}:{}", name_of(call), cudaGetErrorString(error),
                     cudaGetErrorName(error), call.file, call.line);
}

void cuda_fatal(const CudaCall& call, cudaError_t error) noexcept {
  const std::string_view name = name_of(call);
  std::fprintf(stderr, "the GPU failed: %.*s: %s (%s) at %s:%d\n", static_cast<int>(name.size()),
               name.data(), cudaGetErrorString(error), cudaGetErrorName(error), call.file,
               call.line);
  std::fflush(nullptr);
  std::_Exit(static_cast<int>(ExitCode::kSystemFailure));
}

}  // namespace dn
