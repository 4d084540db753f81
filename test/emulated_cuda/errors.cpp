// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/emulated_cuda/include/cuda_runtime_api.h"

const char* cudaGetErrorName(cudaError_t error) {
  switch (error) {
#define EMULATED_CUDA_NAME(name, number, text) \
  case name:                                   \
    return #name;
    EMULATED_CUDA_ERRORS(EMULATED_CUDA_NAME)
#undef EMULATED_CUDA_NAME
  }
  return "unrecognized error code";
}

const char* cudaGetErrorString(cudaError_t error) {
  switch (error) {
#define EMULATED_CUDA_TEXT(name, number, text) \
  case name:                                   \
    return text;
    EMULATED_CUDA_ERRORS(EMULATED_CUDA_TEXT)
#undef EMULATED_CUDA_TEXT
  }
  return "unrecognized error code";
}
