// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

#include <string>

#include "darknet/base/error.h"

namespace dn {

// A CUDA call as the source has it.
struct CudaCall {
  const char* text;
  const char* file;
  int line;
};

// "cudaMalloc failed: out of memory (cudaErrorMemoryAllocation) at file:line".
std::string cuda_failure(const CudaCall& call, cudaError_t error);
// Ends the process with that line and exit code 3: a device that fails in the run phase has lost
// its state, and nothing this process does can bring it back. Callable from any thread.
[[noreturn]] void cuda_fatal(const CudaCall& call, cudaError_t error) noexcept;

inline void check_cuda(cudaError_t error, const CudaCall& call) {
  if (error != cudaSuccess) throw system_failure(cuda_failure(call, error));
}
inline void check_cuda_noexcept(cudaError_t error, const CudaCall& call) noexcept {
  if (error != cudaSuccess) cuda_fatal(call, error);
}

}  // namespace dn

// Every CUDA call is made through one of these: the first throws (set-up), the second ends the
// process (run phase and destructors).
#define DN_CUDA_CHECK(call) ::dn::check_cuda((call), {#call, __FILE__, __LINE__})
#define DN_CUDA_CHECK_NOEXCEPT(call) ::dn::check_cuda_noexcept((call), {#call, __FILE__, __LINE__})
