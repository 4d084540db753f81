// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "test/emulated_cuda/device_fixture.h"

namespace {

using StateTest = DeviceTest;

__global__ void nothing() {}

TEST_F(StateTest, TheNthCallFailsOnce) {
  emulated_cuda::fail(
      "cudaMalloc:2,cudaStreamQuery:1:cudaErrorLaunchFailure,cudaEventCreateWithFlags:1:1");
  void* memory = nullptr;
  cudaEvent_t event = nullptr;
  ASSERT_EQ(cudaMalloc(&memory, 1), cudaSuccess);
  void* more = nullptr;
  EXPECT_EQ(cudaMalloc(&more, 1), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaStreamQuery(stream_), cudaErrorLaunchFailure);
  EXPECT_EQ(cudaStreamQuery(stream_), cudaSuccess);
  EXPECT_EQ(cudaEventCreate(&event), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFree(memory), cudaSuccess);
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidValue);
}

TEST_F(StateTest, OrdersThatCannotBeReadAreRefused) {
  for (const char* order :
       {"cudaMalloc", "cudaMalloc:0", "cudaMalloc:x", ":1", "cudaMalloc:1:oops"}) {
    EXPECT_THROW(emulated_cuda::fail(order), std::invalid_argument) << order;
  }
}

TEST_F(StateTest, AKernelThatFailsBreaksTheDevice) {
  DeviceArray<int> data(1);
  cudaEvent_t event = nullptr;
  ASSERT_EQ(cudaEventCreate(&event), cudaSuccess);
  emulated_cuda::fail("kernel:2");
  const auto before = emulated_cuda::counters().kernel_launches;
  ASSERT_EQ(launch(nothing, 1, 1), cudaSuccess);
  ASSERT_EQ(wait(), cudaSuccess);
  static_cast<void>(launch(nothing, 1, 1));  // may be told of it already
  EXPECT_EQ(wait(), cudaErrorIllegalAddress);
  EXPECT_EQ(emulated_cuda::counters().kernel_launches, before + 1);
  EXPECT_EQ(launch(nothing, 1, 1), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaEventSynchronize(event), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaGetLastError(), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaGetLastError(), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaEventDestroy(event), cudaErrorIllegalAddress);  // and it is gone all the same
}

TEST_F(StateTest, NoDeviceAndNoDriver) {
  emulated_cuda::Settings settings = emulated_cuda::settings();
  int count = 7, version = 7;
  settings.devices = 0;
  emulated_cuda::set_settings(settings);
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaErrorNoDevice);
  EXPECT_EQ(count, 0);
  settings.devices = -1;
  emulated_cuda::set_settings(settings);
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaErrorInsufficientDriver);
  EXPECT_EQ(cudaDriverGetVersion(&version), cudaSuccess);
  EXPECT_EQ(version, 0);
  emulated_cuda::reset();
  EXPECT_EQ(cudaDriverGetVersion(&version), cudaSuccess);
  EXPECT_EQ(version, 13000);
}

TEST_F(StateTest, Devices) {
  ::setenv("EMULATED_CUDA_DEVICES", "2", 1);
  ::setenv("EMULATED_CUDA_MEMORY", "1000", 1);
  ::setenv("EMULATED_CUDA_FAIL", "cudaMallocHost:1,cudaHostAlloc:1", 1);
  emulated_cuda::reset();
  ::unsetenv("EMULATED_CUDA_DEVICES");
  ::unsetenv("EMULATED_CUDA_MEMORY");
  ::unsetenv("EMULATED_CUDA_FAIL");
  int count = 0, device = 7, major = 0;
  void* memory = nullptr;
  EXPECT_EQ(cudaMallocHost(&memory, 10), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaSuccess);
  EXPECT_EQ(count, 2);
  EXPECT_EQ(cudaSetDevice(2), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaSetDevice(1), cudaSuccess);
  EXPECT_EQ(cudaGetDevice(&device), cudaSuccess);
  EXPECT_EQ(device, 1);
  EXPECT_EQ(launch(nothing, 1, 1), cudaErrorInvalidResourceHandle);  // a stream of device 0
  cudaDeviceProp properties{};
  EXPECT_EQ(cudaGetDeviceProperties(&properties, 1), cudaSuccess);
  EXPECT_EQ(properties.totalGlobalMem, 1000U);
  EXPECT_EQ(cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, 0), cudaSuccess);
  EXPECT_EQ(major, properties.major);
  char bus[16];
  EXPECT_EQ(cudaDeviceGetPCIBusId(bus, 16, 1), cudaSuccess);
  EXPECT_EQ(bus, std::string("0000:02:00.0"));
  EXPECT_EQ(cudaDeviceGetPCIBusId(bus, 5, 1), cudaErrorInvalidValue);
  int least = 7, greatest = 7;
  EXPECT_EQ(cudaDeviceGetStreamPriorityRange(&least, &greatest), cudaSuccess);
  EXPECT_EQ(least, 0);
  EXPECT_EQ(greatest, -5);
}

TEST_F(StateTest, ErrorTexts) {
  EXPECT_EQ(cudaGetErrorName(cudaErrorNotReady), std::string("cudaErrorNotReady"));
  EXPECT_EQ(cudaGetErrorString(cudaErrorMemoryAllocation), std::string("out of memory"));
  EXPECT_EQ(cudaGetErrorName(static_cast<cudaError_t>(1000)),
            std::string("unrecognized error code"));
}

}  // namespace
