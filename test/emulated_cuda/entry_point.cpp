// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/emulated_cuda/state.h"
#include "test/emulated_cuda/vmm.h"

using namespace emulated_cuda;

namespace {

constexpr unsigned kOldestWithAll = 10020;  // CUDA 10.2 brought virtual memory

cudaError_t look_up(const char* symbol, void** function, unsigned version,
                    cudaDriverEntryPointQueryResult* status) {
  if (symbol == nullptr || function == nullptr) return cudaErrorInvalidValue;
  *function = version < kOldestWithAll ? nullptr : find_driver_function(symbol);
  const bool too_old = *function == nullptr && find_driver_function(symbol) != nullptr;
  if (status != nullptr) {
    *status = *function != nullptr ? cudaDriverEntryPointSuccess
              : too_old            ? cudaDriverEntryPointVersionNotSufficent
                                   : cudaDriverEntryPointSymbolNotFound;
    return cudaSuccess;
  }
  return *function != nullptr ? cudaSuccess : cudaErrorSymbolNotFound;
}

}  // namespace

cudaError_t cudaGetDriverEntryPoint(const char* symbol, void** function, unsigned long long,
                                    cudaDriverEntryPointQueryResult* status) {
  return api("cudaGetDriverEntryPoint",
             [&] { return look_up(symbol, function, CUDART_VERSION, status); });
}

cudaError_t cudaGetDriverEntryPointByVersion(const char* symbol, void** function,
                                             unsigned int version, unsigned long long,
                                             cudaDriverEntryPointQueryResult* status) {
  return api("cudaGetDriverEntryPointByVersion",
             [&] { return look_up(symbol, function, version, status); });
}
