// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

// What differs between the CUDA versions this builds with: nothing else asks for the version.
namespace dn {

// Whether a captured graph keeps launches that may overlap with the one before them.
inline constexpr bool kRecordsOverlappingLaunches = CUDART_VERSION >= 12030;

inline cudaError_t instantiate_graph(cudaGraphExec_t* executable, cudaGraph_t graph) {
#if CUDART_VERSION >= 12000
  return cudaGraphInstantiate(executable, graph, 0);
#else
  return cudaGraphInstantiate(executable, graph, nullptr, nullptr, 0);
#endif
}

// The address of a function of the driver API, so that the program does not need libcuda to start.
inline cudaError_t driver_entry_point(const char* name, void** address) {
#if CUDART_VERSION >= 13000
  cudaDriverEntryPointQueryResult found{};
  return cudaGetDriverEntryPointByVersion(name, address, 12000, cudaEnableDefault, &found);
#elif CUDART_VERSION >= 12000
  cudaDriverEntryPointQueryResult found{};
  return cudaGetDriverEntryPoint(name, address, cudaEnableDefault, &found);
#else
  return cudaGetDriverEntryPoint(name, address, cudaEnableDefault);
#endif
}

}  // namespace dn
