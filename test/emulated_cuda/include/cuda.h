// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <stddef.h>

// The part of the CUDA driver that the project uses: types, and the functions' types. The functions
// are reached by their names, through cudaGetDriverEntryPoint.

#define CUDA_VERSION 13000
#define CUDAAPI

#define EMULATED_CUDA_RESULTS(X)                                                 \
  X(CUDA_SUCCESS, 0, "no error")                                                 \
  X(CUDA_ERROR_INVALID_VALUE, 1, "invalid argument")                             \
  X(CUDA_ERROR_OUT_OF_MEMORY, 2, "out of memory")                                \
  X(CUDA_ERROR_NOT_INITIALIZED, 3, "initialization error")                       \
  X(CUDA_ERROR_NO_DEVICE, 100, "no CUDA-capable device is detected")             \
  X(CUDA_ERROR_INVALID_DEVICE, 101, "invalid device ordinal")                    \
  X(CUDA_ERROR_ILLEGAL_ADDRESS, 700, "an illegal memory access was encountered") \
  X(CUDA_ERROR_LAUNCH_FAILED, 719, "unspecified launch failure")                 \
  X(CUDA_ERROR_NOT_PERMITTED, 800, "operation not permitted")                    \
  X(CUDA_ERROR_NOT_SUPPORTED, 801, "operation not supported")                    \
  X(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, 900,                                  \
    "operation not permitted when stream is capturing")                          \
  X(CUDA_ERROR_UNKNOWN, 999, "unknown error")

enum CUresult {
#define EMULATED_CUDA_ENUMERATOR(name, number, text) name = number,
  EMULATED_CUDA_RESULTS(EMULATED_CUDA_ENUMERATOR)
#undef EMULATED_CUDA_ENUMERATOR
};

using CUdevice = int;
using CUdeviceptr = unsigned long long;
using CUmemGenericAllocationHandle = unsigned long long;

enum CUmemAllocationType { CU_MEM_ALLOCATION_TYPE_INVALID = 0, CU_MEM_ALLOCATION_TYPE_PINNED = 1 };
enum CUmemAllocationHandleType {
  CU_MEM_HANDLE_TYPE_NONE = 0,
  CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR = 1,
};
enum CUmemLocationType {
  CU_MEM_LOCATION_TYPE_INVALID = 0,
  CU_MEM_LOCATION_TYPE_DEVICE = 1,
  CU_MEM_LOCATION_TYPE_HOST = 2,
};
enum CUmemAccess_flags {
  CU_MEM_ACCESS_FLAGS_PROT_NONE = 0,
  CU_MEM_ACCESS_FLAGS_PROT_READ = 1,
  CU_MEM_ACCESS_FLAGS_PROT_READWRITE = 3,
};
enum CUmemAllocationGranularity_flags {
  CU_MEM_ALLOC_GRANULARITY_MINIMUM = 0,
  CU_MEM_ALLOC_GRANULARITY_RECOMMENDED = 1,
};
struct CUmemLocation {
  CUmemLocationType type;
  int id;
};
struct CUmemAllocationProp {
  CUmemAllocationType type;
  CUmemAllocationHandleType requestedHandleTypes;
  CUmemLocation location;
  void* win32HandleMetaData;
  struct {
    unsigned char compressionType;
    unsigned char gpuDirectRDMACapable;
    unsigned short usage;
    unsigned char reserved[4];
  } allocFlags;
};
struct CUmemAccessDesc {
  CUmemLocation location;
  CUmemAccess_flags flags;
};

extern "C" {
CUresult cuGetErrorName(CUresult error, const char** name);
CUresult cuGetErrorString(CUresult error, const char** text);
CUresult cuMemGetAllocationGranularity(size_t* granularity, const CUmemAllocationProp* properties,
                                       CUmemAllocationGranularity_flags option);
CUresult cuMemAddressReserve(CUdeviceptr* address, size_t size, size_t alignment, CUdeviceptr hint,
                             unsigned long long flags);
CUresult cuMemAddressFree(CUdeviceptr address, size_t size);
CUresult cuMemCreate(CUmemGenericAllocationHandle* handle, size_t size,
                     const CUmemAllocationProp* properties, unsigned long long flags);
CUresult cuMemRelease(CUmemGenericAllocationHandle handle);
CUresult cuMemMap(CUdeviceptr address, size_t size, size_t offset,
                  CUmemGenericAllocationHandle handle, unsigned long long flags);
CUresult cuMemUnmap(CUdeviceptr address, size_t size);
CUresult cuMemSetAccess(CUdeviceptr address, size_t size, const CUmemAccessDesc* access,
                        size_t count);
}
