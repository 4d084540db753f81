// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

#include <source_location>
#include <string_view>

#include "darknet/base/error.h"

namespace dn {

// "cudaMalloc failed: out of memory (cudaErrorMemoryAllocation) at file:line".
std::string cuda_failure(std::string_view call, cudaError_t error,
                         const std::source_location& where);
// Ends the process with that line and exit code 3: a device that fails in the run phase has lost
// its state, and nothing this process does can bring it back. Callable from any thread.
[[noreturn]] void cuda_fatal(std::string_view call, cudaError_t error,
                             const std::source_location& where) noexcept;

inline void check_cuda(cudaError_t error, std::string_view call,
                       const std::source_location& where = std::source_location::current()) {
  if (error != cudaSuccess) throw system_failure(cuda_failure(call, error, where));
}
inline void check_cuda_noexcept(
    cudaError_t error, std::string_view call,
    const std::source_location& where = std::source_location::current()) noexcept {
  if (error != cudaSuccess) cuda_fatal(call, error, where);
}

}  // namespace dn

// Every CUDA call is made through one of these: the first throws (set-up), the second ends the
// process (run phase and destructors).
#define DN_CUDA_CHECK(call) ::dn::check_cuda((call), #call)
#define DN_CUDA_CHECK_NOEXCEPT(call) ::dn::check_cuda_noexcept((call), #call)
