// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <sys/mman.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "test/emulated_cuda/device_fixture.h"

namespace {

using MemoryTest = DeviceTest;

TEST_F(MemoryTest, NewMemoryIsNotANumber) {
  DeviceArray<float> data(1000);
  EXPECT_TRUE(std::isnan(data.get()[0]));
  EXPECT_TRUE(std::isnan(data.get()[999]));
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(data.get()) % 256, 0U);
}

TEST_F(MemoryTest, TheLimitHolds) {
  emulated_cuda::Settings settings = emulated_cuda::settings();
  settings.memory = 1000;
  emulated_cuda::set_settings(settings);
  size_t free = 0, total = 0;
  {
    DeviceArray<char> most(900);
    char* more = nullptr;
    EXPECT_EQ(cudaMalloc(&more, 101), cudaErrorMemoryAllocation);
    EXPECT_EQ(more, nullptr);
    EXPECT_EQ(cudaMalloc(&more, ~size_t{0}), cudaErrorMemoryAllocation);
    ASSERT_EQ(cudaMemGetInfo(&free, &total), cudaSuccess);
    EXPECT_EQ(free, 100U);
    EXPECT_EQ(total, 1000U);
  }
  ASSERT_EQ(cudaMemGetInfo(&free, &total), cudaSuccess);
  EXPECT_EQ(free, 1000U);
  void* nothing = &free;
  EXPECT_EQ(cudaMalloc(&nothing, 0), cudaSuccess);
  EXPECT_EQ(nothing, nullptr);
  EXPECT_EQ(cudaFree(nullptr), cudaSuccess);
  EXPECT_EQ(cudaFree(&free), cudaErrorInvalidValue);
}

TEST_F(MemoryTest, CopiesBothWaysAndWithin) {
  PinnedArray<int> in(100), out(100);
  DeviceArray<int> a(100), b(100);
  for (int i = 0; i < 100; ++i) in[i] = i;
  ASSERT_EQ(cudaMemcpyAsync(a.get(), &in[0], 400, cudaMemcpyHostToDevice, stream_), cudaSuccess);
  ASSERT_EQ(cudaMemcpyAsync(b.get(), a.get(), 400, cudaMemcpyDefault, stream_), cudaSuccess);
  ASSERT_EQ(cudaMemsetAsync(b.get(), 0, 40, stream_), cudaSuccess);
  ASSERT_EQ(cudaMemcpyAsync(&out[0], b.get(), 400, cudaMemcpyDeviceToHost, stream_), cudaSuccess);
  ASSERT_EQ(wait(), cudaSuccess);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(out[i], i < 10 ? 0 : i);
}

TEST_F(MemoryTest, CopiesOfRows) {
  std::vector<int> in(6 * 4);
  for (int i = 0; i < 24; ++i) in[i] = i;
  DeviceArray<int> data(5 * 4);
  ASSERT_EQ(
      cudaMemcpy2DAsync(data.get(), 20, in.data(), 24, 12, 4, cudaMemcpyHostToDevice, stream_),
      cudaSuccess);
  EXPECT_EQ(data.get()[0], 0);
  EXPECT_EQ(data.get()[3], -1);
  EXPECT_EQ(data.get()[3 * 5 + 2], 3 * 6 + 2);
  EXPECT_EQ(cudaMemcpy2DAsync(data.get(), 8, in.data(), 24, 12, 4, cudaMemcpyHostToDevice, stream_),
            cudaErrorInvalidValue);
  EXPECT_EQ(
      cudaMemcpy2DAsync(data.get(), 24, in.data(), 24, 12, 4, cudaMemcpyHostToDevice, stream_),
      cudaErrorInvalidValue);
}

TEST_F(MemoryTest, OnlyPinnedMemoryIsCopiedBesideTheHost) {
  Gate gate;
  PinnedArray<int> pinned(1);
  DeviceArray<int> data(1);
  ASSERT_EQ(cudaLaunchHostFunc(stream_, Gate::pass, &gate), cudaSuccess);
  ASSERT_EQ(cudaMemcpyAsync(data.get(), &pinned[0], 4, cudaMemcpyHostToDevice, stream_),
            cudaSuccess);
  EXPECT_EQ(cudaStreamQuery(stream_), cudaErrorNotReady);
  gate.open();
  int pageable = 7;
  ASSERT_EQ(cudaMemcpyAsync(data.get(), &pageable, 4, cudaMemcpyHostToDevice, stream_),
            cudaSuccess);
  EXPECT_EQ(data.get()[0], 7);
  data.get()[0] = 8;
  ASSERT_EQ(cudaMemcpyAsync(&pageable, data.get(), 4, cudaMemcpyDeviceToHost, stream_),
            cudaSuccess);
  EXPECT_EQ(pageable, 8);
}

TEST_F(MemoryTest, AddressesAreChecked) {
  DeviceArray<int> data(10);
  PinnedArray<int> host(100);
  const auto copy = [&](void* to, const void* from, size_t size, cudaMemcpyKind kind) {
    return cudaMemcpyAsync(to, from, size, kind, stream_);
  };
  EXPECT_EQ(copy(data.get(), &host[0], 41, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(copy(data.get() - 1, &host[0], 8, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(copy(&host[1], &host[0], 4, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(copy(data.get(), data.get() + 1, 4, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(copy(data.get(), nullptr, 4, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(copy(data.get(), &host[0], 4, static_cast<cudaMemcpyKind>(7)), cudaErrorInvalidValue);
  EXPECT_EQ(copy(nullptr, nullptr, 0, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(cudaMemsetAsync(data.get() + 9, 0, 5, stream_), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemset(&host[0], 0, 4), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(data.get(), &host[0], 40, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(cudaMemset(data.get(), 1, 4), cudaSuccess);
  EXPECT_EQ(data.get()[0], 0x01010101);
}

TEST_F(MemoryTest, Registration) {
  std::vector<char> block(1000);
  char* const start = block.data();
  EXPECT_EQ(cudaHostRegister(start, 500, cudaHostRegisterDefault), cudaSuccess);
  EXPECT_EQ(cudaHostRegister(start + 499, 10, cudaHostRegisterDefault),
            cudaErrorHostMemoryAlreadyRegistered);
  EXPECT_EQ(cudaHostRegister(start + 500, 10, cudaHostRegisterDefault), cudaSuccess);
  EXPECT_EQ(cudaHostUnregister(start + 1), cudaErrorHostMemoryNotRegistered);
  EXPECT_EQ(cudaHostUnregister(start), cudaSuccess);
  EXPECT_EQ(cudaHostUnregister(start + 500), cudaSuccess);
  EXPECT_EQ(cudaHostRegister(nullptr, 10, cudaHostRegisterDefault), cudaErrorInvalidValue);
  DeviceArray<char> data(10);
  EXPECT_EQ(cudaHostRegister(data.get(), 10, cudaHostRegisterDefault), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeHost(start), cudaErrorInvalidValue);
}

TEST_F(MemoryTest, WhatCannotBeWrittenIsPinnedForReadingOnly) {
  constexpr std::size_t kSize = 1 << 16;
  void* const block = ::mmap(nullptr, kSize, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(block, MAP_FAILED);
  EXPECT_EQ(cudaHostRegister(block, kSize, cudaHostRegisterDefault), cudaErrorInvalidValue);
  EXPECT_EQ(cudaHostRegister(block, kSize, cudaHostRegisterReadOnly), cudaSuccess);
  EXPECT_EQ(cudaHostUnregister(block), cudaSuccess);
  ::munmap(block, kSize);
}

__global__ void write_at(char* address) { *address = 1; }

TEST_F(MemoryTest, AKernelThatWritesBeyondAnAllocationCrashes) {
  const auto run = [] {
    cudaStream_t stream = nullptr;
    char* data = nullptr;
    static_cast<void>(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
    static_cast<void>(cudaMalloc(&data, 200));
#ifdef __SANITIZE_ADDRESS__
    data += 200;
#else
    data += 256;
#endif
    void* arguments[] = {&data};
    static_cast<void>(cudaLaunchKernel(write_at, 1, 1, arguments, 0, stream));
    static_cast<void>(cudaStreamSynchronize(stream));
  };
  EXPECT_DEATH(run(), "");
}

}  // namespace
