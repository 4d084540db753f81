// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

// What CUDA's own cuda_runtime.h brings: the runtime, the language of kernels, typed launches.

#include "cuda_runtime_api.h"
#include "emulated_cuda/device_functions.h"
#include "emulated_cuda/launch.h"
#include "emulated_cuda/qualifiers.h"

template <class T>
cudaError_t cudaMalloc(T** address, size_t size) {
  return ::cudaMalloc(reinterpret_cast<void**>(address), size);
}
template <class T>
cudaError_t cudaMallocHost(T** address, size_t size, unsigned int flags = 0) {
  return ::cudaHostAlloc(reinterpret_cast<void**>(address), size, flags);
}
template <class T>
cudaError_t cudaHostAlloc(T** address, size_t size, unsigned int flags) {
  return ::cudaHostAlloc(reinterpret_cast<void**>(address), size, flags);
}
inline cudaError_t cudaEventCreate(cudaEvent_t* event, unsigned int flags) {
  return ::cudaEventCreateWithFlags(event, flags);
}
