// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <cmath>
#include <numeric>
#include <vector>

#include "test/emulated_cuda/device_fixture.h"

namespace {

using KernelTest = DeviceTest;

__global__ void write_index(int* out) {
  const unsigned block = (blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
  const unsigned thread = (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x;
  const unsigned size = blockDim.x * blockDim.y * blockDim.z;
  out[block * size + thread] = static_cast<int>(block * size + thread);
}

TEST_F(KernelTest, RunsEachThreadOfAllDimensionsOnce) {
  DeviceArray<int> out(2 * 3 * 2 * 4 * 2 * 5);
  ASSERT_EQ(launch(write_index, dim3(2, 3, 2), dim3(4, 2, 5), out.get()), cudaSuccess);
  ASSERT_EQ(wait(), cudaSuccess);
  for (int i = 0; i < 480; ++i) ASSERT_EQ(out.get()[i], i);
}

struct Pair {
  float a;
  double b;
};
__global__ void use_arguments(float* out, int n, Pair pair, const char* text) {
  out[0] =
      static_cast<float>(n) + pair.a + static_cast<float>(pair.b) + static_cast<float>(text[0]);
}

TEST_F(KernelTest, ArgumentsAreThoseOfTheLaunch) {
  DeviceArray<float> out(1);
  float* address = out.get();
  int n = 1;
  Pair pair{10, 100};
  const char* text = "a";
  void* arguments[] = {&address, &n, &pair, &text};
  Gate gate;
  ASSERT_EQ(cudaLaunchHostFunc(stream_, Gate::pass, &gate), cudaSuccess);
  ASSERT_EQ(cudaLaunchKernel(use_arguments, 1, 1, arguments, 0, stream_), cudaSuccess);
  n = 5;
  pair.a = 7;
  gate.open();
  ASSERT_EQ(wait(), cudaSuccess);
  EXPECT_EQ(out.get()[0], 111.0F + 'a');
}

// Neighbours are read on both sides, so a barrier that does nothing shows in any order of threads.
__global__ void rotate(int* data, int rounds) {
  __shared__ int tile[256];
  const int n = static_cast<int>(blockDim.x), i = static_cast<int>(threadIdx.x);
  tile[i] = data[i];
  for (int round = 0; round < rounds; ++round) {
    __syncthreads();
    const int sum = tile[(i + 1) % n] + tile[(i + n - 1) % n];
    __syncthreads();
    tile[i] = sum % 1000;
  }
  data[i] = tile[i];
}

TEST_F(KernelTest, BarriersHoldTheWholeBlock) {
  constexpr int kN = 256, kRounds = 20;
  DeviceArray<int> data(kN);
  std::vector<int> expected(kN), next(kN);
  std::iota(expected.begin(), expected.end(), 0);
  std::copy(expected.begin(), expected.end(), data.get());
  ASSERT_EQ(launch(rotate, 1, kN, data.get(), kRounds), cudaSuccess);
  for (int round = 0; round < kRounds; ++round) {
    for (int i = 0; i < kN; ++i) {
      next[i] = (expected[(i + 1) % kN] + expected[(i + kN - 1) % kN]) % 1000;
    }
    expected.swap(next);
  }
  ASSERT_EQ(wait(), cudaSuccess);
  EXPECT_EQ(std::vector<int>(data.get(), data.get() + kN), expected);
}

__global__ void reduce(const float* in, float* out, int n) {
  float sum = 0;
  for (int i = static_cast<int>(threadIdx.x); i < n; i += static_cast<int>(blockDim.x))
    sum += in[i];
  __shared__ float partial[32];
  for (int step = 16; step > 0; step /= 2) sum += __shfl_down_sync(0xffffffffU, sum, step);
  if (threadIdx.x % 32 == 0) partial[threadIdx.x / 32] = sum;
  __syncthreads();
  if (threadIdx.x >= 32) return;
  sum = threadIdx.x < blockDim.x / 32 ? partial[threadIdx.x] : 0;
  for (int step = 16; step > 0; step /= 2) sum += __shfl_xor_sync(0xffffffffU, sum, step);
  atomicAdd(out, threadIdx.x == 0 ? sum : 0);
}

TEST_F(KernelTest, ReducesWithShufflesBarrierAndAtomics) {
  constexpr int kN = 1000;
  DeviceArray<float> in(kN), out(1);
  for (int i = 0; i < kN; ++i) in.get()[i] = static_cast<float>(i);
  out.get()[0] = 0;
  ASSERT_EQ(launch(reduce, 3, 256, in.get(), out.get(), kN), cudaSuccess);
  ASSERT_EQ(wait(), cudaSuccess);
  EXPECT_EQ(out.get()[0], 3 * 499500.0F);
}

__global__ void shuffle_all(int* out) {
  const int lane = static_cast<int>(threadIdx.x);
  int* const mine = out + lane * 6;
  mine[0] = __shfl_sync(~0U, lane, 5);
  mine[1] = __shfl_sync(~0U, lane, 3, 8);
  mine[2] = __shfl_up_sync(~0U, lane, 2U);
  mine[3] = __shfl_down_sync(~0U, lane, 3U, 16);
  mine[4] = __shfl_xor_sync(~0U, lane, 1);
  mine[5] = lane;
  // Halves of a warp may go their own ways.
  if (lane < 16) mine[5] = __shfl_sync(0x0000ffffU, lane, 0);
  if (lane >= 16) mine[5] = __shfl_sync(0xffff0000U, lane, 31);
  __syncwarp();
}

TEST_F(KernelTest, ShufflesTakeTheRightLane) {
  DeviceArray<int> out(32 * 6);
  ASSERT_EQ(launch(shuffle_all, 1, 32, out.get()), cudaSuccess);
  ASSERT_EQ(wait(), cudaSuccess);
  for (int lane = 0; lane < 32; ++lane) {
    const int* const mine = out.get() + lane * 6;
    EXPECT_EQ(mine[0], 5);
    EXPECT_EQ(mine[1], lane / 8 * 8 + 3);
    EXPECT_EQ(mine[2], lane < 2 ? lane : lane - 2);
    EXPECT_EQ(mine[3], lane % 16 + 3 < 16 ? lane + 3 : lane);
    EXPECT_EQ(mine[4], lane ^ 1);
    EXPECT_EQ(mine[5], lane < 16 ? 0 : 31);
  }
}

__global__ void return_early(int* out) {
  if (threadIdx.x % 3 == 0) return;
  __syncthreads();
  out[threadIdx.x] = 1;
}

TEST_F(KernelTest, BarrierDoesNotWaitForThreadsThatReturned) {
  DeviceArray<int> out(100);
  ASSERT_EQ(launch(return_early, 2, 100, out.get()), cudaSuccess);
  ASSERT_EQ(wait(), cudaSuccess);
  EXPECT_EQ(out.get()[99], -1);
  EXPECT_EQ(out.get()[98], 1);
}

__global__ void diverge_at_barrier() {
  if (threadIdx.x < 16) {
    __syncthreads();
  } else {
    __syncthreads();
  }
}
__global__ void barrier_against_warp() {
  if (threadIdx.x == 33) __syncwarp();
  __syncthreads();
}
__global__ void masks_that_differ() { __syncwarp(threadIdx.x == 0 ? 0x3U : 0xffffffffU); }
__global__ void mask_without_caller() { __syncwarp(0x3U); }

TEST_F(KernelTest, BarriersThatCannotEndEndTheProcess) {
  const auto run = [&](void (*kernel)()) {
    cudaStream_t stream = nullptr;
    static_cast<void>(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
    static_cast<void>(cudaLaunchKernel(kernel, 1, 64, nullptr, 0, stream));
    static_cast<void>(cudaStreamSynchronize(stream));
  };
  EXPECT_DEATH(run(diverge_at_barrier), "kernel_test.cpp:[0-9]+, thread 16 at that of");
  EXPECT_DEATH(run(barrier_against_warp), "deadlock in block \\(0,0,0\\)");
  EXPECT_DEATH(run(masks_that_differ), "masks 0x00000003 and 0xffffffff");
  EXPECT_DEATH(run(mask_without_caller), "lane 2 is not in the mask 0x00000003");
}

__global__ void count(int* counts, unsigned* most, unsigned* least, int* claimed) {
  atomicAdd(&counts[threadIdx.x % 2], 1);
  atomicMax(most, threadIdx.x);
  atomicMin(least, threadIdx.x + 3);
  atomicCAS(claimed, -1, static_cast<int>(threadIdx.x));
}

TEST_F(KernelTest, Atomics) {
  DeviceArray<int> counts(2), claimed(1);
  DeviceArray<unsigned> most(1), least(1);
  counts.get()[0] = counts.get()[1] = 0;
  most.get()[0] = 0;
  ASSERT_EQ(launch(count, 5, 101, counts.get(), most.get(), least.get(), claimed.get()),
            cudaSuccess);
  ASSERT_EQ(wait(), cudaSuccess);
  EXPECT_EQ(counts.get()[0], 5 * 51);
  EXPECT_EQ(counts.get()[1], 5 * 50);
  EXPECT_EQ(*most.get(), 100U);
  EXPECT_EQ(*least.get(), 3U);
  EXPECT_EQ(*claimed.get(), 0);
}

__global__ void nothing() {}

TEST_F(KernelTest, LaunchLimits) {
  EXPECT_EQ(launch(nothing, 1, 1024), cudaSuccess);
  EXPECT_EQ(launch(nothing, 1, 1025), cudaErrorInvalidConfiguration);
  EXPECT_EQ(launch(nothing, 1, dim3(1, 1, 65)), cudaErrorInvalidConfiguration);
  EXPECT_EQ(launch(nothing, 1, dim3(32, 32, 2)), cudaErrorInvalidConfiguration);
  EXPECT_EQ(launch(nothing, 1, 0), cudaErrorInvalidConfiguration);
  EXPECT_EQ(launch(nothing, 0, 1), cudaErrorInvalidConfiguration);
  EXPECT_EQ(launch(nothing, dim3(1, 65536), 1), cudaErrorInvalidConfiguration);
  EXPECT_EQ(cudaLaunchKernel(nothing, 1, 1, nullptr, 1 << 20, stream_), cudaErrorInvalidValue);
  EXPECT_EQ(cudaLaunchKernel(nothing, 1, 1, nullptr, 0, nullptr), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
}

__global__ void scale(const float* in, float* out, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) out[i] = fmaxf(__ldg(in + i) * 2.0F, min(1.0F, 0.5F));
}

TEST_F(KernelTest, AMillionThreads) {
  constexpr int kN = 1 << 20;
  DeviceArray<float> in(kN), out(kN);
  for (int i = 0; i < kN; ++i) in.get()[i] = static_cast<float>(i);
  ASSERT_EQ(launch(scale, kN / 256, 256, in.get(), out.get(), kN), cudaSuccess);
  ASSERT_EQ(wait(), cudaSuccess);
  EXPECT_EQ(out.get()[0], 0.5F);
  EXPECT_EQ(out.get()[kN - 1], 2.0F * (kN - 1));
}

__global__ void numbers(float* out) {
  out[0] = __expf(1.0F);
  out[1] = __logf(out[0]);
  out[2] = rsqrtf(4.0F);
  out[3] = __saturatef(1.5F) + __saturatef(-2.0F) + __saturatef(NAN);
  out[4] = __fdividef(1.0F, 4.0F) + __fmaf_rn(2.0F, 3.0F, 4.0F);
  out[5] = __int_as_float(__float_as_int(-3.5F));
  out[6] = static_cast<float>(max(3, 4) + min(7U, 2U));
}

TEST_F(KernelTest, Numbers) {
  DeviceArray<float> out(7);
  ASSERT_EQ(launch(numbers, 1, 1, out.get()), cudaSuccess);
  ASSERT_EQ(wait(), cudaSuccess);
  const float expected[] = {2.7182818F, 1.0F, 0.5F, 1.0F, 10.25F, -3.5F, 6.0F};
  for (int i = 0; i < 7; ++i) EXPECT_FLOAT_EQ(out.get()[i], expected[i]) << i;
}

TEST_F(KernelTest, AttributesAndOccupancy) {
  int blocks = 0;
  EXPECT_EQ(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, scale, 256, 0), cudaSuccess);
  EXPECT_EQ(blocks, 8);
  EXPECT_EQ(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, scale, 2000, 0),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaFuncSetAttribute(scale, cudaFuncAttributeMaxDynamicSharedMemorySize, 1 << 20),
            cudaErrorInvalidValue);
}

}  // namespace
